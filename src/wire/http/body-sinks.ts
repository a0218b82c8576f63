// Who else wants the bodies of HTTP messages (carving downloads): each is asked once a body begins.
import type { Flow, Side } from '../../core/dissector.ts'
import { carveBody } from './carve-body.ts'

export interface BodyStart {
  readonly side: Side
  /** "http://host/path" of the request; '' when it was not seen. */
  readonly url: string
  readonly agent: string
  /** Of an answer, or 0. */
  readonly status: number
  readonly type: string
  /** Content coding that is still on it; '' for none. */
  readonly coding: string
  /** -1: not told beforehand. */
  readonly length: number
}

/** Gets the bytes of one body, chunks taken off. */
export interface BodySink {
  /** False: no more is wanted. */
  data(bytes: Uint8Array, start: number, end: number): boolean
  end(isWhole: boolean): void
}

export type OpenBody = (flow: Flow, body: BodyStart) => BodySink | undefined

export const bodySinks: readonly OpenBody[] = [carveBody]

/** All who want one body. */
export class Sinks {
  private readonly sinks: (BodySink | undefined)[]

  private constructor(sinks: BodySink[]) {
    this.sinks = sinks
  }

  static of(flow: Flow, body: BodyStart): Sinks | undefined {
    const sinks = bodySinks.map(open => open(flow, body)).filter(sink => sink !== undefined)
    return sinks.length === 0 ? undefined : new Sinks(sinks)
  }

  data(bytes: Uint8Array, start: number, end: number): void {
    for (const [i, sink] of this.sinks.entries()) if (sink !== undefined && !sink.data(bytes, start, end)) this.sinks[i] = undefined
  }

  end(isWhole: boolean): void {
    for (const sink of this.sinks) sink?.end(isWhole)
  }
}
