// Echoes of ICMP that carry data: an honest reply repeats what was asked (RFC 792), a tunnel answers with something else.
import type { Conversation, Dissector, Flow, Side } from '../../core/dissector.ts'
import type { WireRow } from '../../core/facts/wire.ts'
import { wireRow } from '../wire-row.ts'

export const echo: Dissector = {
  id: 'echo',
  summary: { zh: 'ICMP 回显中的隧道', en: 'tunnels in echoes of ICMP' },
  techniques: ['T1095', 'T1572'],
  references: ['https://www.rfc-editor.org/rfc/rfc792', 'https://github.com/friedrich/hans'],
  over: 'icmp',
  // The identifier stands for the ports of both: errors between hosts have none.
  probe: (_, start, end, __, flow) => (end - start >= 24 && flow.client.port !== 0 ? 'yes' : 'no'),
  open: flow => new Echoes(flow),
}

/** Requests that may be under way at once. */
const mostOpen = 16
const leastChanged = 8
/** Some hosts cut long replies short: the beginning tells. */
const compared = 48
const longestExcerpt = 64

class Echoes implements Conversation {
  private readonly flow: Flow
  private readonly open = new Int32Array(mostOpen)
  private hand = 0
  private packets = 0
  private changed = 0
  private bytes = 0
  private excerpt = ''
  private row: WireRow | undefined

  constructor(flow: Flow) {
    this.flow = flow
  }

  data(from: Side, bytes: Uint8Array, start: number, end: number): boolean {
    this.packets++
    const hash = hashOf(bytes, start, Math.min(end, start + compared))
    if (from === 0) {
      this.open[this.hand++ % mostOpen] = hash
      return true
    }
    if (this.hand === 0 || this.open.includes(hash)) return this.packets < 64 || this.changed > 0
    this.changed++
    this.bytes += end - start
    this.row ??= wireRow(this.flow)
    if (this.changed === leastChanged)
      this.excerpt = Buffer.from(bytes.subarray(start, Math.min(end, start + longestExcerpt))).toString('latin1')
    return true
  }

  end(): void {
    const { row, packets, changed, bytes, excerpt } = this
    if (row !== undefined && changed >= leastChanged) this.flow.emit('echoTunnels', { ...row, packets, changed, bytes, excerpt }, 'echo')
  }
}

/** FNV-1a. */
function hashOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = 0x811c9dc5 | 0
  for (let at = start; at < end; at++) hash = Math.imul(hash ^ bytes[at]!, 0x01000193)
  return hash
}
