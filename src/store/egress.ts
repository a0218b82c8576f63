// Where the learned outgoing connections and the proposed list are kept: compressed, so that no scan takes the names in them for traces.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import type { EgressBook, EgressList } from '../core/egress.ts'
import { ownFolder, storeError, writeAll, writeWhole } from './durable.ts'

const largest = 2 ** 28

interface Kept {
  readonly book: EgressBook
  readonly list: EgressList
  /** The list that was put into force last. */
  readonly applied: EgressList
}

const schemas = { book: 'davylamp.egress.1', list: 'davylamp.egress-list.1', applied: 'davylamp.egress-list.1' } as const

function pathOf(state: string, what: keyof Kept): string {
  return join(state, `egress-${what}.json.zst`)
}

/** Undefined when nothing was kept so far. Throws JournalError when it is not what was written. */
export function loadEgress<K extends keyof Kept>(state: string, what: K): Kept[K] | undefined {
  const path = pathOf(state, what)
  if (!existsSync(path)) return undefined
  try {
    const value = JSON.parse(zstdDecompressSync(readFileSync(path), { maxOutputLength: largest }).toString('utf8')) as Kept[K]
    if (value.schema === schemas[what]) return value
  } catch (error) {
    throw storeError(path, error)
  }
  throw storeError(path, new SyntaxError('another schema'))
}

/** Throws JournalError when it cannot be kept. */
export function saveEgress<K extends keyof Kept>(state: string, what: K, value: Kept[K]): void {
  ownFolder(state)
  writeWhole(pathOf(state, what), fd => void writeAll(fd, zstdCompressSync(JSON.stringify(value))))
}
