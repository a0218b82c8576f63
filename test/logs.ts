// Lines given to a format as its reader would give them.
import type { Draft, LineFormat } from '../src/core/log-format.ts'

/** Drafts of these lines of one file; every line that gave one must hold a needle of the format. */
export function draftsOf(format: LineFormat, path: string, ...lines: readonly string[]): Draft[] {
  const reader = format.open({ path, user: path.startsWith('/root/') ? 'root' : '' })
  const drafts: Draft[] = []
  for (const line of lines) {
    const told = [...reader.line(line)]
    if (told.length > 0 && format.needles.length > 0 && !format.needles.some(needle => line.toLowerCase().includes(needle.toLowerCase())))
      throw new Error(`${format.id}: tells of a line without any of its needles: ${line}`)
    drafts.push(...told)
  }
  return [...drafts, ...(reader.end?.() ?? [])]
}
