// Attempts to exploit what answers on one connection: told when they are seen, and again when the answer tells how they went.
import type { Flow } from '../../core/dissector.ts'
import type { Exploit } from '../../core/facts/wire.ts'
import type { Patch } from '../../core/patch.ts'
import { calledAddresses } from '../../parse/protocols/called-addresses.ts'
import type { HttpRequest } from '../../parse/protocols/http-request.ts'
import { shown } from '../shown.ts'
import { wireRow } from '../wire-row.ts'
import { answerPart } from './answer-part.ts'

/** Rows of one connection: a scanner tries hundreds of things. */
const mostRows = 200

export interface Attempt {
  readonly patch: Patch
  readonly row: Exploit
  readonly key: string
}

export class Attempts {
  private readonly flow: Flow
  private count = 0

  constructor(flow: Flow) {
    this.flow = flow
  }

  /** What the patches say of a request; undefined: nothing. */
  of(request: HttpRequest, host: string): readonly Attempt[] | undefined {
    const { flow } = this
    const patches = flow.patches.of('http').matching(name => request.part(name), request.isPlain ? request.text : undefined)
    if (patches.length === 0 || this.count >= mostRows) return undefined
    const calls = calledAddresses(request.text)
    return patches.map(patch => {
      const { id, cve, product, protocol, confidence, techniques, says } = patch
      const target = `${request.method} ${host === '' ? '' : `http://${host}`}${request.target}`
      const row: Exploit = {
        ...wireRow(flow),
        patch: id,
        cve,
        product,
        protocol,
        confidence,
        techniques,
        says,
        target: shown(target, 300),
        excerpt: shown(excerpt(request.text, patch), 400),
        answer: '',
        calls,
      }
      const attempt = { patch, row, key: `${id} ${this.count++}` }
      flow.emit('exploits', row, attempt.key)
      return attempt
    })
  }

  answered(attempts: readonly Attempt[], status: number, head: string, body: string): void {
    for (const { patch, row, key } of attempts) {
      const succeeded = this.flow.patches.of('http').succeeded(patch, name => answerPart(name, status, head, body))
      const answer = shown(`${head.split('\r\n', 1)[0] ?? ''} ${body.slice(0, 150)}`.trim(), 200)
      this.flow.emit('exploits', { ...row, answer, ...(succeeded === undefined ? {} : { succeeded }) }, key)
    }
  }
}

/** Around the first literal of the patch that stands there undisguised, else the beginning. */
function excerpt(text: string, { when }: Patch): string {
  const lower = text.toLowerCase()
  const places = when.flatMap(({ has = [], not }) => (not === true ? [] : has.map(literal => lower.indexOf(literal)))).filter(at => at >= 0)
  const start = places.length === 0 ? 0 : Math.max(0, Math.max(...places) - 120)
  return text.slice(start, start + 400)
}
