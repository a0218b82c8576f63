// Programs, scripts, archives and miners' configurations among the bodies that servers send.
import type { Flow } from '../../core/dissector.ts'
import { Carver } from '../carver.ts'
import { Gunzip } from '../gunzip.ts'
import type { Fields } from './fields.ts'
import { urlOf, type Waiting } from './requests.ts'

/** First bytes of what is carved: ELF, MZ, "#!", archives, "{" and blanks before it. */
const firsts = new Uint8Array(256)
for (const byte of [0x7f, 0x4d, 0x23, 0x1f, 0x42, 0xfd, 0x28, 0x50, 0x37, 0x52, 0x04, 0x7b, 0x20, 0x0a]) firsts[byte] = 1

/** Whoever fetches what a shell is to run; people read with other programs. */
const fetchers = /^(?:curl|wget|busybox|fetch|libcurl|lwp|python|go-http|$)/i

/** A page of the web and an image begin with none of these; a body is asked by its first byte, whatever it calls itself. */
export function mayBeCarved({ status, coding }: Fields, request: Waiting | undefined): boolean {
  return (status === 200 || status === 206) && (coding === '' || (packed.test(coding) && barePlace.test(request?.host ?? '')))
}

/** Unpacking costs: only for places without a name, where programs seldom come from. */
const packed = /^(?:x-)?gzip$/
const barePlace = /^(?:[\d.]+|\[[\da-f:]+\])(?::\d+)?$/i

export class CarvedBody {
  private readonly flow: Flow
  private readonly request: Waiting | undefined
  private carver: Carver | undefined
  private readonly gunzip: Gunzip | undefined

  constructor(flow: Flow, request: Waiting | undefined, coding: string) {
    this.flow = flow
    this.request = request
    this.gunzip = coding === '' ? undefined : new Gunzip()
  }

  /** The next bytes, chunks taken off. False: it is nothing of interest. */
  data(bytes: Uint8Array, start: number, end: number): boolean {
    if (this.gunzip === undefined) return this.plain(bytes, start, end)
    const fresh = this.gunzip.push(bytes.subarray(start, end))
    // More than is unpacked: what came so far says what it is.
    if (fresh === undefined) this.carver?.end(false)
    return fresh !== undefined && (fresh.length === 0 || this.plain(fresh, 0, fresh.length))
  }

  private plain(bytes: Uint8Array, start: number, end: number): boolean {
    if (this.carver === undefined) {
      const { request } = this
      const isFetched = request !== undefined && barePlace.test(request.host) && fetchers.test(request.agent)
      if (firsts[bytes[start]!] === 0 && !(isFetched && bytes[start]! > 0x20 && bytes[start]! < 0x7f)) return false
      this.carver = new Carver(this.flow, { url: request === undefined ? '' : urlOf(request), agent: request?.agent ?? '', from: 1 })
    }
    return this.carver.data(bytes, start, end)
  }

  end(isWhole: boolean): void {
    this.carver?.end(isWhole)
  }
}
