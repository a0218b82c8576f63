// Programs, scripts, archives and miners' configurations among the bodies that servers send.
import type { Flow } from '../../core/dissector.ts'
import { Carver } from '../carver.ts'
import type { Fields } from './fields.ts'
import { urlOf, type Waiting } from './requests.ts'

/** First bytes of what is carved: ELF, MZ, "#!", archives, "{" and blanks before it. */
const firsts = new Uint8Array(256)
for (const byte of [0x7f, 0x4d, 0x23, 0x1f, 0x42, 0xfd, 0x28, 0x50, 0x37, 0x52, 0x04, 0x7b, 0x20, 0x0a]) firsts[byte] = 1

/** A page of the web begins with none of these; it is asked by its first byte whatever it calls itself. */
export function mayBeCarved({ status, type, coding }: Fields): boolean {
  return (status === 200 || status === 206) && coding === '' && !type.startsWith('image/')
}

export class CarvedBody {
  private readonly flow: Flow
  private readonly request: Waiting | undefined
  private carver: Carver | undefined

  constructor(flow: Flow, request: Waiting | undefined) {
    this.flow = flow
    this.request = request
  }

  /** The next bytes, chunks taken off. False: it is nothing of interest. */
  data(bytes: Uint8Array, start: number, end: number): boolean {
    if (this.carver === undefined) {
      if (firsts[bytes[start]!] === 0) return false
      const { request } = this
      this.carver = new Carver(this.flow, { url: request === undefined ? '' : urlOf(request), agent: request?.agent ?? '', from: 1 })
    }
    return this.carver.data(bytes, start, end)
  }

  end(isWhole: boolean): void {
    this.carver?.end(isWhole)
  }
}
