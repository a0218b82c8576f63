// What a client tells a service to do, held against the virtual patches of that protocol; the answer tells whether it was done.
import type { Flow } from '../core/dissector.ts'
import type { Exploit } from '../core/facts/wire.ts'
import type { PartOf, Patch, PatchSet } from '../core/patch.ts'
import { calledAddresses } from '../parse/protocols/called-addresses.ts'
import { shown } from './shown.ts'
import { wireRow } from './wire-row.ts'

const longestExcerpt = 400
const longestAnswer = 200
/** Orders of one conversation that wait for their answer; who sends more without waiting is told without the outcome. */
const mostWaiting = 64

export class Orders {
  private readonly flow: Flow
  private readonly protocol: string
  private readonly set: PatchSet
  private readonly rows = new Map<string, Exploit>()
  private readonly waiting = new Map<number, readonly Patch[]>()

  constructor(flow: Flow, protocol: string) {
    this.flow = flow
    this.protocol = protocol
    this.set = flow.patches.of(protocol)
  }

  /** Whether anything of interest can be in these bytes, in any case of letters. */
  suspects(bytes: Uint8Array): boolean {
    return this.set.suspects(bytes, 0, bytes.length)
  }

  /** An order, its parts in lower case. `number`: of which the answer will be told; `target`: what is worked on. */
  said(part: PartOf, number: number, target: string, excerpt: string): boolean {
    const patches = this.set.matching(part)
    for (const patch of patches) {
      const { id, cve, product, confidence, techniques, says } = patch
      if (this.rows.has(id)) continue
      const row = { ...wireRow(this.flow), patch: id, cve, product, protocol: this.protocol, confidence, techniques, says }
      this.tell({ ...row, target, excerpt: shown(excerpt, longestExcerpt), answer: '', calls: calledAddresses(excerpt) })
    }
    if (patches.length > 0 && this.waiting.size < mostWaiting) this.waiting.set(number, patches)
    return patches.length > 0
  }

  answered(number: number, part: PartOf, answer: string): void {
    const patches = this.waiting.get(number)
    if (patches === undefined) return
    this.waiting.delete(number)
    for (const patch of patches) {
      const row = this.rows.get(patch.id)
      if (row === undefined || row.succeeded === true) continue
      this.tell({ ...row, answer: shown(answer, longestAnswer), succeeded: this.set.succeeded(patch, part) })
    }
  }

  private tell(row: Exploit): void {
    this.rows.set(row.patch, row)
    this.flow.emit('exploits', row, row.patch)
  }
}
