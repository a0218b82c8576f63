// The newest trace of each incident, kept beside the scans; compressed, so that no later scan takes quoted evidence for the thing itself.
import { readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import type { Trace } from '../core/trace.ts'
import { makeFolder } from './durable.ts'

const largest = 2 ** 28
const folderOf = (state: string): string => join(state, 'traces')
const plain = (name: string): string => name.replace(/[^\w.-]/g, '_').slice(0, 100)

function nameOf({ host, incident }: Pick<Trace, 'host' | 'incident'>): string {
  return `${plain(incident === '' ? `logs-${host}` : incident)}.json.zst`
}

/** One sentence when it cannot be kept. */
export function saveTrace(state: string, trace: Trace): string | undefined {
  const folder = folderOf(state)
  const name = nameOf(trace)
  try {
    makeFolder(folder)
    writeFileSync(join(folder, `.${name}`), zstdCompressSync(JSON.stringify(trace)), { mode: 0o600 })
    renameSync(join(folder, `.${name}`), join(folder, name))
    return undefined
  } catch (error) {
    return `the trace could not be kept in ${state}: ${(error as NodeJS.ErrnoException).code ?? 'error'}`
  }
}

/** The newest trace of an incident; undefined when there is none, or when it is broken. */
export function loadTrace(state: string, incident: string): Trace | undefined {
  return read(join(folderOf(state), nameOf({ host: '', incident })))
}

/** Traces in a state folder, or in one file: kept, or printed as JSON. */
export function tracesIn(path: string): readonly Trace[] {
  try {
    if (statSync(path).isDirectory()) return savedTraces(path)
    const bytes = readFileSync(path)
    const text = path.endsWith('.zst') ? zstdDecompressSync(bytes, { maxOutputLength: largest }) : bytes
    const value = JSON.parse(text.toString('utf8')) as Trace
    return value.schema === 'davylamp.trace.1' ? [value] : []
  } catch {
    return []
  }
}

/** Every kept trace. */
function savedTraces(state: string): readonly Trace[] {
  try {
    return readdirSync(folderOf(state))
      .filter(name => /^[^.].*\.json\.zst$/.test(name))
      .sort()
      .flatMap(name => read(join(folderOf(state), name)) ?? [])
  } catch {
    return []
  }
}

function read(path: string): Trace | undefined {
  try {
    const value = JSON.parse(zstdDecompressSync(readFileSync(path), { maxOutputLength: largest }).toString('utf8')) as Trace
    return value.schema === 'davylamp.trace.1' ? value : undefined
  } catch {
    return undefined
  }
}
