// Numbers for people: grouped, as ranges, with two significant digits, never more exact than they are.

import type { Range } from '../core/report.ts'
import type { Lang } from '../core/text.ts'

/** Two significant digits above ten, one decimal below: "1,200", "7.4". Locale data is not asked, so that every machine writes the same. */
export function number(value: number, _lang: Lang): string {
  if (!Number.isFinite(value)) return '?'
  if (value === 0) return '0'
  if (value < 0.01) return '< 0.01'
  if (value < 10) return String(Number(value.toPrecision(2)))
  const rounded = Number(value.toPrecision(2))
  return String(rounded).replace(/\B(?=(\d{3})+$)/g, ',')
}

/** "3 – 12", or one number when both ends look the same. */
export function rangeOf({ low, high }: Range, write: (n: number) => string): string {
  const [a, b] = [write(low), write(high)]
  return a === b ? a : `${a} – ${b}`
}

const chineseUnits: Readonly<Record<string, string>> = { CNY: '元', USD: '美元', EUR: '欧元', HKD: '港元' }

/** `currency` as ISO 4217 has it. */
export function money(range: Range, currency: string, lang: Lang): string {
  const unit = lang === 'zh' ? (chineseUnits[currency] ?? currency) : currency
  return `${rangeOf(range, n => number(n, lang))} ${unit}`
}

/** "1 step", "3 steps". */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`
}
