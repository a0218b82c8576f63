// A vault and a journal for looking only: small content in memory as long as the rehearsal lasts, and nothing on disk.
import { createHash } from 'node:crypto'
import type { Journal, Vault } from '../core/journal.ts'

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

/** Nothing was ever done, and nothing can be. */
export const rehearsalJournal: Journal = {
  records: [],
  standing: () => 'pending',
  resume: () => undefined,
  intent: ({ id }) => {
    throw new Error(`step ${id} is only rehearsed`)
  },
  note: () => {},
}
