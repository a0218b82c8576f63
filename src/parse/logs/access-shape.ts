// One request of an access log whose layout nobody wrote down: its fields are told apart by what they look like, in whatever order they stand.
import type { RecordTime } from '../../core/log-format.ts'
import { isInside } from '../inside-address.ts'
import { type Access, countOf, requestLine, unescapedLog } from './access.ts'
import { accessOf, bareAddress, clientAddress } from './access-names.ts'
import { epochTime } from './json-time.ts'
import { asctimeStamp, bsdStamp, dayMonthStamp, isoStamp } from './record-time.ts'

interface Field {
  readonly text: string
  readonly from: number
  /** In quotes or brackets: nothing that a client sent can end it. */
  readonly isClosed: boolean
}

const longest = 16_000
const mostFields = 120
const methods = /^(?:GET|POST|HEAD|PUT|DELETE|OPTIONS|PATCH|PROPFIND|CONNECT|TRACE|MOVE|COPY|MKCOL|DEBUG|SEARCH)$/
const target = /^(?:\/|https?:\/\/|\*$)/
/** Of which at least so many stand in a line that is divided by them. */
const dividers = ['\t', '\x01', '|', '^'] as const
const fewest = 5

const words = /"((?:[^"\\]|\\.){0,8000})"|\[([^\]]{0,400})\]|([^\s"[]+)/gs

function fieldsOf(line: string): readonly Field[] {
  const divider = dividers.find(sign => line.split(sign, fewest + 1).length > fewest)
  if (divider === undefined) {
    return line
      .matchAll(words)
      .take(mostFields)
      .map(found => ({
        text: found[1] ?? found[2] ?? found[3] ?? '',
        from: found.index + (found[3] === undefined ? 1 : 0),
        isClosed: found[3] === undefined,
      }))
      .toArray()
  }
  const fields: Field[] = []
  for (let from = 0; from <= line.length && fields.length < mostFields; ) {
    const next = line.indexOf(divider, from)
    const end = next < 0 ? line.length : next
    const whole = line.slice(from, end)
    const text = whole.trim().replace(/^["[](.*)["\]]$/s, '$1')
    fields.push({ text, from: from + Math.max(0, whole.indexOf(text)), isClosed: false })
    from = end + 1
  }
  return fields
}

/** Any spelling that stands in the text: the first one that names its year, or else of syslog. */
export function timeWithin(text: string): RecordTime | undefined {
  for (const found of text.matchAll(/(?<![\w.])(?=\d{2}\/[A-Z]|\d{4}[-/]\d\d[-/]|[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d )/g)) {
    const stamp = dayMonthStamp(text, found.index) ?? isoStamp(text, found.index) ?? asctimeStamp(text, found.index)
    if (stamp !== undefined) return stamp.time
  }
  const epoch = /(?<![\w.])1\d{9}(?:\d{3}|\.\d{1,6})(?![\w.])/.exec(text)?.[0]
  if (epoch !== undefined) return epochTime(Number(epoch))
  return bsdStamp(text, /^<\d{1,3}>/.exec(text)?.[0].length)?.time
}

/** "method=POST uri=/x", also with quoted values. */
const pair = /(?:^|[\s,|;])([\w.@:-]{1,40})[=:](?:"((?:[^"\\]|\\.)*)"|([^\s,|;"]*))/gs

function byNames(line: string): Access | undefined {
  const members = new Map<string, string>()
  for (const [, name = '', quoted, bare] of line.matchAll(pair)) {
    if (members.size >= mostFields) break
    // Whatever a client sends comes after the first of each name, or in quotes.
    if (!members.has(name)) members.set(name, quoted === undefined ? (bare ?? '') : unescapedLog(quoted))
  }
  if (members.size < fewest) return undefined
  const one = accessOf(name => members.get(name))
  return one && { ...one, time: one.time ?? timeWithin(line.slice(0, 400)) }
}

export function accessByShape(text: string): Access | undefined {
  const line = text.slice(0, longest)
  if (line.startsWith('{')) return undefined
  return byNames(line) ?? byFields(line)
}

function byFields(line: string): Access | undefined {
  const fields = fieldsOf(line)
  const asked = requestIn(fields)
  if (asked === undefined) return undefined
  const { at, end, method, target: wanted } = asked
  const closed = fields[at]?.isClosed === true
  const after = fields.slice(end).findIndex(({ text }) => /^[1-5]\d\d$/.test(text))
  const before = fields.slice(0, at).findIndex(({ text }) => /^[1-5]\d\d$/.test(text))
  const answered = after >= 0 ? end + after : before
  if (answered < 0) return undefined
  const time = timeWithin(line.slice(0, fields[at]?.from)) ?? (closed ? timeWithin(line) : undefined)
  // What stands behind a request that is not in quotes may be part of it.
  const addresses = fields
    .slice(0, closed ? undefined : at)
    .filter((_, i) => i < at || i >= end)
    .filter(({ text }) => text.split(',').every(one => bareAddress(one) !== ''))
    .map(({ text }) => text)
  const [peer = '', ...others] = addresses
  const [first = ''] = peer.split(',')
  if (time === undefined && peer === '') return undefined
  const tail = closed ? fields.slice(end) : []
  const agent = tail.find(({ text, isClosed }) => isClosed && /^(?:Mozilla|[\w.+-]{2,40}\/\d)/.test(text))?.text ?? ''
  return {
    time,
    address: isInside(bareAddress(first))
      ? clientAddress(first, others.find(list => list.split(',').some(one => !isInside(bareAddress(one)))) ?? '')
      : bareAddress(first),
    user: '',
    method,
    target: wanted,
    status: Number(fields[answered]?.text),
    bytes: countOf(fields.slice(answered + 1).find(({ text }) => /^\d{1,15}$/.test(text))?.text),
    agent: unescapedLog(agent),
    referer: unescapedLog(tail.find(({ text }) => /^https?:\/\//.test(text))?.text ?? ''),
  }
}

/** In one field ("GET /x HTTP/1.1"), or method and target in two that need not stand together. */
function requestIn(fields: readonly Field[]) {
  for (const [at, { text }] of fields.entries()) {
    const space = text.indexOf(' ')
    if (space > 0 && methods.test(text.slice(0, space)) && target.test(text.slice(space + 1)))
      return { at, end: at + 1, ...requestLine(unescapedLog(text)) }
    if (!methods.test(text)) continue
    const next = fields.findIndex((field, i) => i > at && target.test(field.text))
    const found = next < 0 ? fields.findIndex(field => target.test(field.text)) : next
    if (found >= 0)
      return { at: Math.min(at, found), end: Math.max(at, found) + 1, method: text, target: unescapedLog(fields[found]?.text ?? '') }
  }
  return undefined
}
