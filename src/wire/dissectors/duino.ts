// Duino-Coin's miners and its pool: short lines of text.
import type { Conversation, Dissector, Flow, Side } from '../../core/dissector.ts'
import { duinoLine } from '../../parse/protocols/duino-line.ts'
import { latin } from '../head.ts'
import { Lines } from '../lines.ts'
import { Ledger } from '../mining/ledger.ts'

const longestLine = 400
/** Lines of another kind after which it is something else. */
const mostStrangers = 6

export const duino: Dissector = {
  id: 'duino',
  summary: { zh: 'Duino-Coin 挖矿协议(文本行)', en: 'the mining protocol of Duino-Coin (lines of text)' },
  techniques: ['T1496.001', 'T1071'],
  references: ['https://github.com/revoxhere/duino-coin'],
  over: 'tcp',
  starts: 'J0123456789abcdef',
  probe(bytes, start, end) {
    const head = latin(bytes, start, Math.min(end, start + 41))
    if (/^(?:JOB,\w|[0-9a-f]{40},)/.test(head)) return 'yes'
    return head.length < 41 && /^(?:J|JO|JOB,?|[0-9a-f]{5,40})$/.test(head) ? 'more' : 'no'
  },
  open: flow => new Duino(flow),
}

class Duino implements Conversation {
  private readonly lines: readonly [Lines, Lines] = [new Lines(longestLine), new Lines(longestLine)]
  private readonly ledger: Ledger
  private strangers = 0

  constructor(flow: Flow) {
    this.ledger = new Ledger(flow)
  }

  data(from: Side, bytes: Uint8Array, start: number, end: number): boolean {
    return this.lines[from].push(bytes, start, end, (line, a, b) => this.line(from, latin(line, a, b).trimEnd()))
  }

  lost(from: Side): void {
    this.lines[from].lost()
  }

  end(): void {
    this.ledger.tell()
  }

  private line(from: Side, text: string): boolean {
    const message = duinoLine(text)
    if (message === undefined) this.strangers++
    else this.ledger.take(from, message, text)
    return this.strangers < mostStrangers
  }
}
