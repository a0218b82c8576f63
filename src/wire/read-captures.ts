// Reads captures one after the other through one engine.
import { setImmediate } from 'node:timers/promises'
import { type Gap, gap } from '../core/gap.ts'
import { CaptureParser } from './capture/records.ts'
import { chunksOf } from './capture/source.ts'
import { Engine, type WireOptions } from './engine.ts'
import type { WireModules } from './modules.ts'
import type { RowsByKind } from './rows.ts'
import type { Tally } from './tally.ts'

/** All that a reading gave, as plain values. */
export interface Reading {
  readonly rows: RowsByKind
  readonly tally: Tally
  /** Captures that end before their end, are empty, or cannot be read at all. */
  readonly gaps: readonly Gap[]
  /** Where none could be read at all, why the first could not, in one sentence: then there is nothing to tell. */
  readonly refused: string | undefined
}

/** `progress` is told the name of each capture and how many frames were read. */
export async function readCaptures(
  paths: readonly string[],
  modules: WireModules,
  options: WireOptions,
  progress: (what: string) => void,
): Promise<Reading> {
  const engine = new Engine(modules, options)
  const gaps: Gap[] = []
  const refused: string[] = []
  let isStopped = false
  for (const path of paths) {
    if (isStopped) {
      gaps.push(gap(captureName(path), 'capped', 'was not read: it was stopped before'))
      continue
    }
    engine.begin(captureName(path))
    const parser = new CaptureParser(engine)
    let why = ''
    try {
      for await (const chunk of chunksOf(path)) {
        progress(`${engine.capture} ${engine.frames}`)
        if (!parser.push(chunk)) break
        isStopped = await wantsStop(options)
        if (isStopped) break
      }
      why = isStopped ? '' : parser.end()
      if (isStopped) gaps.push(gap(engine.capture, 'capped', `was stopped after frame ${engine.frames}`))
    } catch (error) {
      why = sentenceOf(error)
    }
    if (why === '') continue
    if (!parser.known) refused.push(`${path}: ${why}`)
    gaps.push(gap(engine.capture, 'malformed', parser.known ? `after frame ${engine.frames}: ${why}` : why))
  }
  engine.finish()
  return { rows: engine.rows.all(), tally: engine.tally(), gaps, refused: refused.length < paths.length ? undefined : refused[0] }
}

/** Signals are heard between two turns of the event loop only. */
async function wantsStop({ halt }: WireOptions): Promise<boolean> {
  if (halt === undefined) return false
  await setImmediate()
  return Atomics.load(halt, 0) !== 0
}

export function captureName(path: string): string {
  return path === '-' ? 'stdin' : path.slice(path.lastIndexOf('/') + 1)
}

/** What node says of a file or of compressed data, in plain words. */
function sentenceOf(error: unknown): string {
  const { code } = error as NodeJS.ErrnoException
  if (code === 'ENOENT') return 'no such file'
  if (code === 'EACCES' || code === 'EPERM') return 'permission denied'
  if (code === 'EISDIR') return 'is a directory'
  if (code === 'Z_BUF_ERROR') return 'the compressed data is cut off'
  if (code?.startsWith('Z_') || code?.startsWith('ZSTD_')) return 'the compressed data is broken'
  if (code !== undefined) return `cannot be read (${code})`
  throw error
}
