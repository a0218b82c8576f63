// Lines given to a format as its reader would give them.
import type { Draft, LineFormat, LogPlace } from '../src/core/log-format.ts'
import { intelWith } from './intel-with.ts'

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

/** The same with virtual patches and with numbers of lines; what holds no needle is left out, as the reader leaves it out. */
export function toldLines(format: LineFormat, lines: readonly string[], place: Partial<LogPlace> = {}): readonly Draft[] {
  const reader = format.open({ path: '/x', user: '', patches: intelWith().patches, ...place })
  const drafts: Draft[] = []
  lines.forEach((line, i) => {
    const lower = line.toLowerCase()
    if (format.needles.length > 0 && !format.needles.some(needle => lower.includes(needle.toLowerCase()))) return
    drafts.push(...reader.line(line, i + 1))
  })
  drafts.push(...(reader.end?.() ?? []))
  return drafts
}

/** "verb user address outcome method target path command", as far as they are there. */
export function shortly(format: LineFormat, lines: readonly string[], place: Partial<LogPlace> = {}): readonly string[] {
  return toldLines(format, lines, place).map(d => {
    const parts = [d.verb, d.attack, d.user, d.address, d.outcome, d.count, d.method, d.target, d.package, d.path, d.request, d.command]
    return parts.filter(part => part !== undefined && part !== '').join(' ')
  })
}

/** When the first of them was, as the record says. */
export function firstTime(format: LineFormat, lines: readonly string[]): string | undefined {
  const time = toldLines(format, lines)[0]?.time
  return time === undefined ? undefined : `${new Date(time.ms).toISOString()}${time.zoned ? '' : ' local'}`
}
