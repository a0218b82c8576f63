// Mining by plots on disks (Signum and its kin), inside of HTTP: addresses of requests, and JSON that answers them.
import { textOf } from '../../core/bytes.ts'
import type { Conversation, Dissector, Flow, Side } from '../../core/dissector.ts'
import { jsonText } from '../../parse/json.ts'
import { isPlotCall, plotAnswer, plotCall } from '../../parse/protocols/plot-call.ts'
import { latin } from '../head.ts'
import { JsonFrames } from '../json-frames.ts'
import { Ledger } from '../mining/ledger.ts'

const longestText = 4096

export const plots: Dissector = {
  id: 'plots',
  summary: { zh: '硬盘容量挖矿(Signum/Burst,HTTP)', en: 'mining by plots on disks (Signum, Burst), over HTTP' },
  techniques: ['T1496.001', 'T1071.001'],
  references: ['https://github.com/signum-network/signum-node', 'https://github.com/PoC-Consortium/scavenger'],
  over: 'tcp',
  starts: '/h',
  probe: (bytes, start, end, _, { via }) =>
    via.at(-1)?.startsWith('http ') === true && isPlotCall(latin(bytes, start, Math.min(end, start + 2048))) ? 'yes' : 'no',
  open: flow => new Plots(flow),
}

class Plots implements Conversation {
  private readonly answers = new JsonFrames(longestText)
  private readonly ledger: Ledger

  constructor(flow: Flow) {
    this.ledger = new Ledger(flow)
  }

  data(from: Side, bytes: Uint8Array, start: number, end: number): boolean {
    if (from === 0) this.called(latin(bytes, start, Math.min(end, start + 2048)))
    else this.answers.push(bytes, start, end, (text, a, b) => this.answered(textOf(text.subarray(a, b))))
    return true
  }

  end(): void {
    this.ledger.tell()
  }

  /** One request each. */
  private called(target: string): void {
    const message = plotCall(target)
    if (message !== undefined) this.ledger.take(0, message, target)
  }

  private answered(text: string): boolean {
    const message = plotAnswer(jsonText(text))
    if (message !== undefined) this.ledger.take(1, message, text)
    return true
  }
}
