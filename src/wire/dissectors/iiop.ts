// IIOP, as WebLogic speaks it on the port of T3: operations of the naming service, and the names of classes in the objects that are bound there.
import type { Conversation, Dissector, Flow, Side } from '../../core/dissector.ts'
import { giopHead, giopLength, giopOperation, giopType } from '../../parse/protocols/giop.ts'
import { Frames } from '../frames.ts'
import { latin } from '../head.ts'
import { Orders } from '../orders.ts'

export const iiop: Dissector = {
  id: 'iiop',
  summary: { zh: 'IIOP(CORBA)请求中的漏洞利用', en: 'exploits in requests of IIOP (CORBA)' },
  techniques: ['T1190'],
  references: ['https://www.omg.org/spec/CORBA/3.4', 'https://nvd.nist.gov/vuln/detail/CVE-2020-2551'],
  over: 'tcp',
  starts: 'G',
  probe: (bytes, start, end) => (end - start < giopHead ? 'no' : giopLength(bytes.subarray(start, start + giopHead)) < 0 ? 'no' : 'yes'),
  open: flow => new Iiop(flow),
}

class Iiop implements Conversation {
  private readonly orders: Orders
  private readonly frames: readonly [Frames, Frames]
  private readonly operations: [string, string] = ['', '']
  private asked = 0
  private isBroken = false

  constructor(flow: Flow) {
    this.orders = new Orders(flow, 'iiop')
    this.frames = [new Frames(giopHead, giopLength), new Frames(giopHead, giopLength)]
  }

  data(from: Side, bytes: Uint8Array, start: number, end: number): boolean {
    return !this.isBroken && this.frames[from].push(bytes, start, end, (head, body) => this.message(from, head, body))
  }

  lost(from: Side, count: number): void {
    if (!this.frames[from].lost(count)) this.isBroken = true
  }

  private message(from: Side, head: Uint8Array, body: Uint8Array): boolean {
    const kind = head[7]
    if (kind === giopType.request) this.operations[from] = giopOperation(head, body)
    // A long request goes on in fragments.
    if ((kind !== giopType.request && kind !== giopType.fragment) || !this.orders.suspects(body)) return true
    const operation = this.operations[from]
    // Texts of Java stand in UTF-16.
    const text = latin(body, 0, body.length).replaceAll('\0', '')
    const parts: Readonly<Record<string, string>> = { operation: operation.toLowerCase(), body: text.toLowerCase() }
    this.orders.said(name => parts[name] ?? '', ++this.asked, operation, `${operation} ${text.replace(/[^\x20-\x7e]+/g, ' ').trim()}`)
    return true
  }
}
