// How a server was told to write its access log, as a reader of such lines: nginx's log_format and Apache's LogFormat are compiled to the same thing.
import type { AccessLayout } from '../../core/log-format.ts'
import { jsonText } from '../json.ts'
import { type Access, unescapedLog } from './access.ts'
import { accessOf } from './access-names.ts'
import { flattened, jsonLine } from './json-line.ts'

export type ReadAccess = (line: string) => Access | undefined

/** Text as it stands, or a part by the name that nginx has for it. */
type Piece = { readonly text: string } | { readonly name: string }

const mostPieces = 120
const mostSought = 12

/** undefined for a layout that names neither request nor answer. */
export function readerOf({ server, layout }: AccessLayout): ReadAccess | undefined {
  return layout.trimStart().startsWith('{')
    ? ofJson(server, layout)
    : ofText(server === 'nginx' ? nginxPieces(layout) : apachePieces(layout))
}

function nginxPieces(layout: string): readonly Piece[] {
  return layout
    .replaceAll('\\t', '\t')
    .split(/(\$(?:\w+|\{\w+\}))/)
    .flatMap((part, i) => (i % 2 === 1 ? [{ name: part.replace(/[${}]/g, '') }] : textPiece(part)))
}

const textPiece = (text: string): readonly Piece[] => (text === '' ? [] : [{ text }])

/** Of Apache, and of Tomcat, which has the same letters. */
const letters: Readonly<Record<string, string>> = {
  h: 'remote_addr',
  a: 'remote_addr',
  l: 'ident',
  u: 'remote_user',
  r: 'request',
  m: 'request_method',
  U: 'uri',
  q: 'query_string',
  s: 'status',
  b: 'body_bytes_sent',
  B: 'body_bytes_sent',
  O: 'bytes_sent',
}
const directive = /(%[!\d,<>]{0,40}(?:\{[^}]{1,100}\})?(?:\^t[io]|[a-zA-Z%]))/

function apachePieces(layout: string): readonly Piece[] {
  return layout
    .replaceAll('\\"', '"')
    .replaceAll('\\t', '\t')
    .split(directive)
    .flatMap((part, i): readonly Piece[] => {
      if (i % 2 === 0) return textPiece(part)
      const letter = part.slice(-1)
      if (letter === '%') return [{ text: '%' }]
      const named = /\{([^}]{1,100})\}/.exec(part)?.[1] ?? ''
      if (letter === 'i') return [{ name: `http_${named.toLowerCase().replaceAll('-', '_')}` }]
      if (letter === 't') return named === '' ? [{ text: '[' }, { name: 'time_local' }, { text: ']' }] : [{ name: 'time' }]
      if (letter === 'a' && named !== '') return [{ name: 'peer' }]
      return [{ name: named === '' ? (letters[letter] ?? `_${letter}`) : `_${letter}` }]
    })
}

/** What a part looks like where its end is not marked by a quote. Blanks stand in some of them. */
const shapes: Readonly<Record<string, string>> = {
  time_local: '\\d\\d/[A-Z][a-z]{2}/\\d{4}:\\d\\d:\\d\\d:\\d\\d [+-]\\d{4}',
  time_iso8601: '\\d{4}-\\d\\d-\\d\\dT[\\d:.]{8,18}(?:Z|[+-]\\d\\d:?\\d\\d)',
  remote_addr: '(?:\\[[\\da-fA-F:.]{2,45}\\]|[\\da-fA-F:.]{2,45}?|unix:|[\\w.-]{1,255}?)',
  status: '(?:\\d{3}|-)',
  request: '(?:[A-Z]{3,17} \\S{1,8000} HTTP/\\d(?:\\.\\d)?|[^ ]{0,8000})',
}
/** Lists, of addresses and of attempts. */
const listed = /^(?:http_x_forwarded_for|proxy_add_x_forwarded_for|upstream_\w{1,40})$/
const quoted = '(?:[^"\\\\]|\\\\.){0,8000}'
const special = /[\\^$.*+?()[\]{}|/]/g

/** Where two parts touch, nobody can say where one ends; but a path with its query is a target. */
function joined(pieces: readonly Piece[]): readonly Piece[] {
  const runs: Piece[] = []
  for (const piece of pieces) {
    const last = runs.at(-1)
    if (last === undefined || !('name' in piece) || !('name' in last)) runs.push(piece)
    else if (last.name !== 'uri') runs[runs.length - 1] = { name: '' }
  }
  return runs
}

/** One pass from left to right: every part ends where the text that follows it begins. What does not fit to its end is no such line. */
function ofText(all: readonly Piece[]): ReadAccess | undefined {
  const pieces = joined(all)
  if (pieces.length > mostPieces) return undefined
  const names = pieces.flatMap(piece => ('name' in piece ? [piece.name] : []))
  const pattern = pieces.map((piece, i) => {
    if ('text' in piece) return piece.text.replace(special, '\\$&').replace(/ +/g, ' {1,4}')
    const next = pieces[i + 1]
    return `(${shapeOf(piece.name, next !== undefined && 'text' in next ? next.text : undefined)})`
  })
  const has = (...wanted: string[]): boolean => wanted.some(name => names.includes(name))
  // Nobody writes more of those whose end has to be searched for; somebody might, so that lines take long.
  if (names.filter(name => listed.test(name) || Object.hasOwn(shapes, name)).length > mostSought) return undefined
  if (!has('status') || !has('request', 'request_method') || !has('request', 'request_uri', 'uri')) return undefined
  const form = new RegExp(`^${pattern.join('')}\\s*$`, 's')
  return line => {
    const found = form.exec(line)
    if (found === null) return undefined
    const members = new Map(names.map((name, i) => [name, unescapedLog(found[i + 1] ?? '')]))
    return accessIn(members)
  }
}

function shapeOf(name: string, next: string | undefined): string {
  const end = next?.[0]
  if (end === '"') return quoted
  if (name === 'rest' && next === undefined) return '.{0,16000}'
  const shape = shapes[name]
  const word = end === undefined ? '.{0,8000}' : `[^${end.replace(special, '\\$&')}]{0,8000}`
  if (shape !== undefined) return name === 'request' && end !== undefined && end !== ' ' ? word : shape
  return end === ' ' && listed.test(name) ? '[^ ]{0,1000}(?:(?:,| :) [^ ]{1,1000}){0,12}' : word
}

/** With the heads that are kept beside the usual ones. */
function accessIn(members: ReadonlyMap<string, unknown>): Access | undefined {
  const heads = [...members].flatMap(([name, text]) =>
    /^http_(?!user_agent$|referer$)/.test(name) && typeof text === 'string' && text !== ''
      ? [`${name.slice(5).replaceAll('_', '-')}: ${text.replaceAll('\n', ' ')}`]
      : [],
  )
  return accessOf(name => members.get(name), heads.length === 0 ? {} : { head: heads.join('\n') })
}

/** The keys may be called anything: the layout says what each of them holds. */
function ofJson(server: AccessLayout['server'], layout: string): ReadAccess | undefined {
  const pattern = server === 'nginx' ? /\$\{?(\w+)\}?/g : new RegExp(directive.source, 'g')
  // A variable need not stand in quotes: "status":$status.
  const plain = layout.replace(
    server === 'nginx' ? /([:[,]\s{0,8})(\$\{?\w+\}?)/g : /([:[,]\s{0,8})(%[<>]?[a-zA-Z])(?=\s{0,8}[,}\]])/g,
    '$1"$2"',
  )
  const value = jsonText(server === 'nginx' ? plain : plain.replaceAll('\\"', '"'))
  const keys = new Map<string, string>()
  for (const [key, text] of flattened(value)) {
    if (typeof text !== 'string' || [...text.matchAll(pattern)].length !== 1) continue
    const piece = (server === 'nginx' ? nginxPieces(text) : apachePieces(text)).find(one => 'name' in one)
    if (piece !== undefined) keys.set(piece.name, key)
  }
  if (!keys.has('status') || !(keys.has('request') || keys.has('request_method'))) return undefined
  return line => {
    const one = jsonLine(line)
    if (one === undefined) return undefined
    const members = flattened(one)
    return accessIn(new Map([...keys].map(([name, key]) => [name, members.get(key)])))
  }
}
