// Short ways to write prose and blocks, so that a chapter reads like what it says.
import type { Instant } from '../core/instant.ts'
import type { Lang, Text } from '../core/text.ts'
import { visible } from '../core/visible.ts'
import { chineseMarks } from './chinese-marks.ts'
import type { Block, Inline, Prose, Table } from './document.ts'

const longest = 300
/** Of a sentence: names that stand in it may be as long as an intruder likes. */
const longestSentence = 2000

function cut(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most)}…` : text
}

/** Evidence: made visible, and cut where it would fill a page. */
export function code(text: string, most = longest): Inline {
  return { role: 'code', text: cut(visible(cut(text, most)), most) }
}

export function strong(text: string): Inline {
  return { role: 'strong', text: visible(cut(text, longestSentence)) }
}

export function quiet(text: string): Inline {
  return { role: 'quiet', text: visible(cut(text, longestSentence)) }
}

export function link(text: string, to: string): Inline {
  return { role: 'link', text: visible(text), to }
}

export function prose(...text: Prose): Block {
  return { kind: 'prose', text }
}

export function heading(text: string): Block {
  return { kind: 'heading', text: visible(text) }
}

export function list(items: readonly Prose[], ordered = false): Block {
  return { kind: 'list', items, ordered }
}

export function table(head: readonly string[], widths: readonly number[], rows: readonly (readonly Prose[])[]): Table {
  return { kind: 'table', head, widths, rows }
}

/** Words of one language, fit to be seen. */
export type Say = (text: Text) => string

export function sayer(lang: Lang): Say {
  const shown = (text: string): string => visible(cut(text, longestSentence))
  return lang === 'zh' ? text => chineseMarks(shown(text.zh)) : text => shown(text.en)
}

/** "2026-05-01 00:00:00 UTC" */
export function timeOf(at: Instant): string {
  return `${at.slice(0, 19).replace('T', ' ')} UTC`
}

/** A time that somebody has to keep, on the clocks of the host's place too: "2026-05-01 05:03:00 UTC / 2026-05-01 13:03 Asia/Shanghai". */
export function timeThere(at: Instant, zone: string | undefined): string {
  const there = zone === undefined || /^(?:Etc\/)?(?:UTC|UCT|Zulu|Universal)$/.test(zone) ? undefined : clockOf(zone)
  return there === undefined ? timeOf(at) : `${timeOf(at)} / ${there.format(Date.parse(at))} ${zone}`
}

/** Undefined for what is no name of a zone: it was read on the host. Swedish writes "2026-05-01 13:03". */
function clockOf(timeZone: string): Intl.DateTimeFormat | undefined {
  try {
    return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' })
  } catch {
    return undefined
  }
}

/** The time with what it may be off by: "2026-05-01 00:00:00 UTC ± 2 h". */
export function timeWithin(at: Instant, spread: number): string {
  return spread <= 1 ? timeOf(at) : `${timeOf(at)} ± ${spanOf(spread)}`
}

/** Seconds in the largest unit that keeps two digits: "45 s", "12 min", "6 h", "3 d". */
export function spanOf(seconds: number, lang: Lang = 'en'): string {
  const [unit, zh, en] =
    seconds < 120
      ? ([1, '秒', 's'] as const)
      : seconds < 7200
        ? ([60, '分钟', 'min'] as const)
        : seconds < 172_800
          ? ([3600, '小时', 'h'] as const)
          : ([86_400, '天', 'd'] as const)
  return `${Math.round(seconds / unit)} ${lang === 'zh' ? zh : en}`
}

/** The ends of a band as people write them: "0–15 %"; nothing is certain. */
export function bandOf(low: number, high: number): string {
  if (low > 0.99) return percent(low)
  return `${Math.round(low * 100)}–${Math.min(99, Math.round(high * 100))} %`
}

export function percent(share: number): string {
  return share > 0 && share < 0.01 ? '< 1 %' : share < 1 && share > 0.99 ? '> 99 %' : `${Math.round(share * 100)} %`
}
