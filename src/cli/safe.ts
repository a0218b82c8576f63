// Text for a terminal: made visible, cut to columns, filled up to columns.
import { visible } from '../core/visible.ts'

/** Fit for a terminal: see `visible`. */
export const safe = visible

/** Safe, and no longer than `most` columns. */
export function short(text: string, most: number): string {
  const whole = safe(text)
  if (columns(whole) <= most) return whole
  let width = 0
  let out = ''
  for (const char of whole) {
    width += columnsOf(char)
    if (width > most - 1) break
    out += char
  }
  return `${out}…`
}

/** Terminal columns of a text: East Asian wide and full-width characters take two. */
export function columns(text: string): number {
  let width = 0
  for (const char of text) width += columnsOf(char)
  return width
}

const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1f64f}\u{1f900}-\u{1f9ff}\u{20000}-\u{3fffd}]/u
const combining = /\p{M}/u

function columnsOf(char: string): number {
  return combining.test(char) ? 0 : wide.test(char) ? 2 : 1
}

/** The text filled up to so many columns. */
export function padded(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - columns(text)))
}
