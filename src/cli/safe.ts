// Evidence on a terminal: nothing that a hostile name or log line holds may move the cursor, hide text or turn it around.

/** C0, DEL, C1, zero-width and bidirectional controls, line separators, lone surrogates, tags, non-characters. */
const unsafe =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]|\udb40[\udc00-\udfff]/g

/** The text with every dangerous character shown as an escape: "\x1b", "\u202e", and "\xff" for a byte that was no UTF-8. */
export function safe(text: string): string {
  return text.replace(unsafe, char => {
    if (char === '\n') return '\\n'
    if (char === '\t') return '\\t'
    const code = char.charCodeAt(0)
    if (code >= 0xdc80 && code <= 0xdcff && char.length === 1) return `\\x${(code - 0xdc00).toString(16)}`
    return code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : [...char].map(c => `\\u{${c.codePointAt(0)?.toString(16)}}`).join('')
  })
}

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
