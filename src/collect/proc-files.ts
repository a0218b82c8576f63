// Reading /proc: what is gone is undefined, what is refused is counted.
import { textOf } from '../core/bytes.ts'
import { type Gap, isGap } from '../core/gap.ts'
import type { Content, DirEntry, Files } from '../core/host.ts'

/** Reads of /proc on behalf of one collector. */
export interface ProcFiles {
  content(path: string, max?: number): Content | undefined
  bytes(path: string, max?: number): Uint8Array | undefined
  /** Lossless, without blanks at the ends. */
  text(path: string): string | undefined
  link(path: string): string | undefined
  list(path: string, max?: number): readonly DirEntry[]
  /** Names of a directory that are whole numbers above 0, as numbers. */
  numbers(path: string, max?: number): number[]
  /** How many processes refused at least one read so far. */
  refusing(): number
}

export function procFiles(files: Files): ProcFiles {
  const refusing = new Set<string>()
  const answer = <T>(value: T | Gap): T | undefined => {
    if (!isGap(value)) return value
    const pid = value.why === 'denied' ? /^\/proc\/(\d+)\//.exec(value.source)?.[1] : undefined
    if (pid !== undefined) refusing.add(pid)
    return undefined
  }
  const content = (path: string, max?: number): Content | undefined => answer<Content>(files.read(path, max))
  const list = (path: string, max?: number): readonly DirEntry[] => answer<readonly DirEntry[]>(files.list(path, max)) ?? []
  return {
    content,
    list,
    bytes: (path, max) => content(path, max)?.bytes,
    text: path => {
      const read = content(path)
      return read === undefined ? undefined : textOf(read.bytes).trim()
    },
    link: path => answer<string>(files.readlink(path)),
    numbers: (path, max) => list(path, max).flatMap(({ name }) => (/^[1-9]\d{0,9}$/.test(name) ? [Number(name)] : [])),
    refusing: () => refusing.size,
  }
}

/** Whole numbers of a text, one a line or blank-separated: cgroup.procs, children of a task. */
export function wholeNumbers(text: string | undefined): number[] {
  return (text ?? '').split(/\s+/).flatMap(word => (/^[1-9]\d{0,9}$/.test(word) ? [Number(word)] : []))
}
