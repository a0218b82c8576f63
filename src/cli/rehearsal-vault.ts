// A vault for looking only: keeps small content in memory as long as the rehearsal lasts, and nothing on disk.
import { createHash } from 'node:crypto'
import type { Vault } from '../core/journal.ts'

const largest = 1 << 20

export function rehearsalVault(): Vault {
  const kept = new Map<string, Uint8Array>()
  return {
    keep(bytes) {
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      if (bytes.length <= largest) kept.set(sha256, bytes)
      return sha256
    },
    fetch: sha256 => kept.get(sha256),
  }
}
