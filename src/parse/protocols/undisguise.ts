// Undoes the disguises of text on the web, as the servers behind would: percent, unicode and entity encoding, several times over, and Log4j's lookups inside of lookups.

/** Encodings inside of encodings that are undone. */
const mostLayers = 4
/** Lookups inside of lookups. */
const mostLookups = 12

/** In lower case; Latin-1 characters, as the bytes stood. */
export function undisguised(text: string): string {
  let now = lower(text)
  for (let layer = 0; layer < mostLayers && /[%\\&\0\u0080-\u00ff]/.test(now); layer++) {
    const before = now
    now = unescaped(now)
    if (now === before) break
  }
  return now.includes('$') ? lookedUp(now.replace(/\$(?:\{ifs\}|ifs\b)(?:\$9)?/g, ' ')) : now
}

/** Undoing disguises would change nothing but the case of letters. */
export function isPlainText(text: string): boolean {
  return !/[%\\$\0\x80-\uffff]|&(?:#|[a-z])[^\s&=]{0,12};/i.test(text)
}

/** Of letters only: the bytes of UTF-8 stay as they are. */
export function lower(text: string): string {
  return /[\x80-\uffff]/.test(text) ? text.replace(/[A-Z]{1,4000}/g, letters => letters.toLowerCase()) : text.toLowerCase()
}

/** One layer. */
function unescaped(text: string): string {
  let now = text
  if (now.includes('%'))
    now = now.replace(/%(?:u([0-9a-f]{4})|([0-9a-f]{2}))/g, (_, wide: string | undefined, byte: string) => character(wide ?? byte))
  if (now.includes('\\'))
    now = now.replace(/\\(?:u{1,4}\{?([0-9a-f]{4})\}?|x([0-9a-f]{2}))/g, (_, wide: string | undefined, byte: string) =>
      character(wide ?? byte),
    )
  if (now.includes('&')) now = now.replace(/&(?:#x0{0,6}([0-9a-f]{1,4})|#0{0,6}(\d{1,5})|(lt|gt|amp|quot|apos));/g, entity)
  // Characters that are longer in UTF-8 than they need be.
  if (/[\xc0\xc1\xe0]/.test(now)) now = lower(now.replace(/[\xc0\xc1][\x80-\xbf]|\xe0[\x80\x81][\x80-\xbf]/g, overlong))
  return now.includes('\0') ? now.replaceAll('\0', '') : now
}

function character(hex: string): string {
  const code = Number.parseInt(hex, 16)
  // Full-width letters and signs, which servers fold to plain ones.
  return lower(String.fromCharCode(code >= 0xff01 && code <= 0xff5e ? code - 0xfee0 : code))
}

function overlong(bytes: string): string {
  const [before = 0, last = 0] = [bytes.charCodeAt(bytes.length - 2), bytes.charCodeAt(bytes.length - 1)]
  return String.fromCharCode(((before & 1) << 6) | (last & 63))
}

const names: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

function entity(_: string, hex?: string, decimal?: string, name?: string): string {
  if (name !== undefined) return names[name] ?? ''
  const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)
  return code > 0xffff ? '' : lower(String.fromCharCode(code))
}

/** `${lower:j}`, `${::-j}`, `${env:none:-j}` stand for "j" (Log4j 2, StrSubstitutor). */
function lookedUp(text: string): string {
  // The dotless i is an "I" in upper case.
  let now = text.replaceAll('\xc4\xb1', 'i')
  for (let i = 0; i < mostLookups; i++) {
    const next = now.replace(
      /\$\{(?:(?:lower|upper):([^${}]{0,40})|date:'([^'${}]{0,40})'|[^${}]{0,80}?:-([^${}]{0,40}))\}/g,
      (_, cased?: string, date?: string, fallback?: string) => cased ?? date ?? fallback ?? '',
    )
    if (next === now) break
    now = next
  }
  return now
}

/** A path as the server finds it: decoded, `\` as `/`, parameters (`;…`) cut off, `//`, `/./` and `/../` resolved. */
export function plainPath(target: string): string {
  const whole = undisguised(target).replace(/^https?:\/\/[^/]*/, '')
  const query = whole.indexOf('?')
  const path = (query < 0 ? whole : whole.slice(0, query)).replaceAll('\\', '/')
  const parts: string[] = []
  for (const part of path.split('/')) {
    const plain = part.includes(';') ? part.slice(0, part.indexOf(';')) : part
    if (plain === '..') parts.pop()
    else if (plain !== '' && plain !== '.') parts.push(plain)
  }
  return `/${parts.join('/')}${path.endsWith('/') && parts.length > 0 ? '/' : ''}`
}
