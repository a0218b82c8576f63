// JSON for machines: always valid Unicode, and with a line end.

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json | undefined }

/** Many lines, for files of one document. */
export function jsonText(value: Json): string {
  return `${JSON.stringify(value, unicode, 1)}\n`
}

/** One line, for files of many documents. */
export function jsonLine(value: Json): string {
  return `${JSON.stringify(value, unicode)}\n`
}

function unicode(_key: string, value: unknown): unknown {
  return typeof value === 'string' ? wellFormed(value) : value
}

/** Lone surrogates, with which our text keeps bytes that were no UTF-8, are no Unicode: they are written as "\xff". */
export function wellFormed(text: string): string {
  return text.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, char => {
    const code = char.charCodeAt(0)
    return code >= 0xdc80 && code <= 0xdcff ? `\\x${(code - 0xdc00).toString(16)}` : '\\ufffd'
  })
}
