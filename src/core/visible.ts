// Evidence made fit to be seen: nothing that a hostile name or log line holds may move a cursor, hide text or turn it around.

/** C0, DEL, C1, zero-width and bidirectional controls, line separators, lone surrogates, tags, non-characters. */
const unsafe =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]|\udb40[\udc00-\udfff]/g

/** The text with every dangerous character shown as an escape: "\x1b", "\u202e", and "\xff" for a byte that was no UTF-8. */
export function visible(text: string): string {
  return text.replace(unsafe, char => {
    if (char === '\n') return '\\n'
    if (char === '\t') return '\\t'
    const code = char.charCodeAt(0)
    if (code >= 0xdc80 && code <= 0xdcff && char.length === 1) return `\\x${(code - 0xdc00).toString(16)}`
    return code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : [...char].map(c => `\\u{${c.codePointAt(0)?.toString(16)}}`).join('')
  })
}
