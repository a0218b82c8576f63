// Where a payload sends its victim: URLs, JNDI lookups, and shells that connect back, also when they are packed in base64.
import { undisguised } from './undisguise.ts'

const most = 8
const schemes =
  /\b(?:https?|ftp|tftp|ldaps?|rmi|iiop|dns|tcp):\/\/(?:[^\s/@"'<>]{1,100}@)?(\[[0-9a-f:.]{2,45}\]|[a-z0-9_.-]{1,253})(?::(\d{1,5}))?([^\s"'<>|;)}\\`,]{0,300})/g
const devices = /\/dev\/(?:tcp|udp)\/([a-z0-9_.-]{1,253})\/(\d{1,5})/g
/** `curl 203.0.113.5:8000/x`, `nc -e /bin/sh 203.0.113.5 4444`. */
const commands =
  /\b(?:curl|wget|nc|ncat|netcat|telnet|tftp)\s(?:[^\n|;&]{0,120}?[\s"',])?((?:\d{1,3}\.){3}\d{1,3})(?:[:\s"',]{1,4}(\d{1,5}))?(\/[^\s"'|;&)]{0,200})?/g
const packed = /[a-z0-9+/]{24,4000}={0,2}/gi
const usual: Readonly<Record<string, string>> = {
  http: '80',
  https: '443',
  ftp: '21',
  tftp: '69',
  ldap: '389',
  ldaps: '636',
  rmi: '1099',
  iiop: '535',
  dns: '53',
  tcp: '',
}

/** URLs as written, and "host:port" of everything else, in lower case; each once. */
export function calledAddresses(text: string): readonly string[] {
  const found = new Set<string>()
  const plain = undisguised(text).slice(0, 256 << 10)
  for (const piece of [plain, ...unpackedPieces(text)]) {
    for (const [url, host = '', port, rest = ''] of piece.matchAll(schemes)) {
      const scheme = url.slice(0, url.indexOf(':'))
      if (/^(?:https?|ftp)$/.test(scheme)) found.add(`${scheme}://${host}${port === undefined ? '' : `:${port}`}${rest}`)
      else found.add(`${host}:${port ?? usual[scheme] ?? ''}`)
    }
    for (const [, host = '', port = ''] of piece.matchAll(devices)) found.add(`${host}:${port}`)
    for (const [, host = '', port = '80', path] of piece.matchAll(commands))
      found.add(path === undefined ? `${host}:${port}` : `http://${host}:${port}${path}`)
  }
  return [...found].slice(0, most)
}

/** Texts in base64, as in `/Basic/Command/Base64/…` or `echo … | base64 -d`. */
function unpackedPieces(text: string): readonly string[] {
  const pieces: string[] = []
  for (const [piece] of text
    .slice(0, 64 << 10)
    .replace(/base64\//gi, 'base64 ')
    .matchAll(packed)) {
    if (pieces.length === 8) break
    try {
      const plain = atob(piece.replace(/=+$/, '').slice(0, piece.length - (piece.length % 4 === 1 ? 1 : 0)))
      if (/^[\t\n\r\x20-\x7e]+$/.test(plain)) pieces.push(plain.toLowerCase())
    } catch {}
  }
  return pieces
}
