// TFTP (RFC 1350): programs and scripts in the blocks of a transfer, whose port is known to nobody beforehand.
import type { Conversation, Dissector, Flow, Side } from '../../core/dissector.ts'
import { Carver } from '../carver.ts'
import { isProgram } from './bare-file.ts'

export const tftp: Dissector = {
  id: 'tftp',
  summary: { zh: 'TFTP 传送的程序与脚本', en: 'programs and scripts sent by TFTP' },
  techniques: ['T1105'],
  references: ['https://www.rfc-editor.org/rfc/rfc1350', 'https://www.rfc-editor.org/rfc/rfc2348'],
  over: 'udp',
  starts: '\x00',
  probe(bytes, start, end) {
    const isFirst = end - start > 24 && bytes[start + 1] === block && bytes[start + 2] === 0 && bytes[start + 3] === 1
    return isFirst && isProgram(bytes, start + 4, end) ? 'yes' : 'no'
  },
  open: flow => new Tftp(flow),
}

const block = 3

class Tftp implements Conversation {
  private readonly flow: Flow
  private carver: Carver | undefined
  private sender: Side | undefined
  private next = 1
  private size = 0

  constructor(flow: Flow) {
    this.flow = flow
  }

  data(from: Side, bytes: Uint8Array, start: number, end: number): boolean {
    if (this.carver === undefined) {
      const { address } = from === 0 ? this.flow.client : this.flow.server
      this.sender = from
      this.size = end - start
      this.carver = new Carver(this.flow, { url: `tftp://${address}`, agent: '', from })
    }
    const isBlock = from === this.sender && end - start >= 4 && bytes[start + 1] === block
    // Answers, and blocks that are sent again.
    if (!isBlock || ((bytes[start + 2]! << 8) | bytes[start + 3]!) !== (this.next & 0xffff)) return true
    this.next++
    if (!this.carver.data(bytes, start + 4, end)) return false
    if (end - start === this.size) return true
    this.carver.end(true)
    return false
  }

  end(): void {
    this.carver?.end(false)
  }
}
