// Where davylamp keeps what it found: /var/lib/davylamp for root, the user's state directory otherwise.
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import type { ScanResult } from '../core/incident.ts'

export function defaultState(): string {
  if (process.getuid?.() === 0) return '/var/lib/davylamp'
  return join(process.env['XDG_STATE_HOME'] || join(homedir(), '.local', 'state'), 'davylamp')
}

const largest = 2 ** 30

/** Keeps the result for `explain` and what follows; one sentence when it cannot be kept. Compressed, so that no later scan takes quoted evidence for the thing itself. */
export function saveScan(state: string, result: ScanResult): string | undefined {
  const folder = join(state, 'scans')
  const name = `${result.startedAt.replaceAll(':', '')}-${result.host.replace(/[^\w.-]/g, '_')}.json.zst`
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    writeFileSync(join(folder, `.${name}`), zstdCompressSync(JSON.stringify(result)), { mode: 0o600 })
    renameSync(join(folder, `.${name}`), join(folder, name))
    return undefined
  } catch (error) {
    return `the result could not be kept in ${state}: ${(error as NodeJS.ErrnoException).code ?? 'error'}`
  }
}

/** Kept results, the newest first; broken files are passed over. */
export function* savedScans(state: string): Generator<ScanResult> {
  const folder = join(state, 'scans')
  let names: string[]
  try {
    names = readdirSync(folder)
  } catch {
    return
  }
  for (const name of names
    .filter(n => /^\d.*\.json\.zst$/.test(n))
    .sort()
    .reverse()) {
    try {
      const value = JSON.parse(
        zstdDecompressSync(readFileSync(join(folder, name)), { maxOutputLength: largest }).toString('utf8'),
      ) as ScanResult
      if (value.schema === 'davylamp.scan.1') yield value
    } catch {}
  }
}

/** The user's own feeds and declarations of authorised miners: every file of the folder "intel" in the state directory. */
export function ownIntel(state: string): readonly string[] {
  const folder = join(state, 'intel')
  try {
    return readdirSync(folder)
      .sort()
      .map(name => join(folder, name))
  } catch {
    return []
  }
}
