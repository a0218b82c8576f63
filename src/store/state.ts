// Where davylamp keeps what it found: /var/lib/davylamp for root, the user's state directory otherwise.
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import type { ScanResult } from '../core/incident.ts'
import { setSuffix } from '../core/intel.ts'
import { makeFolder, ownFolder, storeError, writeAll, writeWhole } from './durable.ts'

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
    makeFolder(folder)
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
      .filter(name => !name.startsWith('.'))
      .sort()
      .map(name => join(folder, name))
  } catch {
    return []
  }
}

function setPath(state: string, name: string): string {
  return join(state, 'intel', `${name}${setSuffix}`)
}

/** Keeps an imported set, compressed so that nothing takes its words for traces; an older one of the name is replaced. Throws JournalError. */
export function saveSet(state: string, name: string, text: string): void {
  ownFolder(join(state, 'intel'))
  writeWhole(setPath(state, name), fd => void writeAll(fd, zstdCompressSync(text)))
}

export function hasSet(state: string, name: string): boolean {
  return existsSync(setPath(state, name))
}

/** Throws JournalError when it cannot be removed. */
export function forgetSet(state: string, name: string): void {
  try {
    rmSync(setPath(state, name))
  } catch (error) {
    throw storeError(setPath(state, name), error)
  }
}
