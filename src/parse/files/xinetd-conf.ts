// xinetd.conf(5): service blocks with their attributes.
import type { Span } from '../../core/facts/autostart.ts'
import { type Line, linesOf } from '../lines.ts'
import { textWithoutEnd } from './logical-lines.ts'

export interface XinetdService {
  readonly number: number
  readonly span: Span
  readonly text: string
  readonly service: string
  /** Attributes by lower-case name; of one given twice, all values joined by a blank. */
  readonly attributes: ReadonlyMap<string, string>
}

/** Blocks from "service NAME" to "}"; one that is not closed ends before the next. */
export function* parseXinetd(bytes: Uint8Array): Generator<XinetdService> {
  let open: { first: Line; service: string; attributes: Map<string, string> } | undefined
  let end = 0
  const done = (): XinetdService | undefined => {
    if (open === undefined) return undefined
    const { first, service, attributes } = open
    open = undefined
    return {
      number: first.number,
      span: { start: first.span.start, end },
      text: textWithoutEnd(bytes, first.span.start, end),
      service,
      attributes,
    }
  }
  for (const line of linesOf(bytes)) {
    const bare = line.text.trim()
    const head = /^service[ \t]+([^\s{]+)[ \t]*\{?$/.exec(bare)
    if (head !== null) {
      const before = done()
      if (before !== undefined) yield before
      open = { first: line, service: head[1] ?? '', attributes: new Map() }
    }
    end = line.span.end
    const pair = /^([A-Za-z_]{1,40})[ \t]*[-+]?=(.*)$/s.exec(bare)
    if (pair !== null) {
      const key = pair[1]?.toLowerCase() ?? ''
      const value = pair[2]?.trim() ?? ''
      const said = open?.attributes.get(key)
      open?.attributes.set(key, said === undefined ? value : `${said} ${value}`)
    }
    const closed = bare.startsWith('}') ? done() : undefined
    if (closed !== undefined) yield closed
  }
  const last = done()
  if (last !== undefined) yield last
}
