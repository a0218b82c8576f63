// A conversation whose protocol is not known yet: asks the dissectors, and becomes the conversation of the first that says yes.
import type { Conversation, Dissector, Flow, Side } from '../core/dissector.ts'
import { u16be } from './capture/words.ts'
import type { Registries } from './registry.ts'

/** How the binary header begins. */
const proxySign = [0x0d, 0x0a, 0x0d, 0x0a, 0, 0x0d, 0x0a, 0x51, 0x55, 0x49, 0x54, 0x0a] as const
/** Segments of each side that are probed: a capture may begin in the middle of a line. */
const mostTries = 4
/** Bytes that a side's beginning is kept of while a dissector wants more. */
const longestHead = 2048
const brace = 0x7b

export interface Failures {
  /** A dissector threw: a bug of ours, told as a gap. */
  failed(dissector: string, error: unknown): void
}

export class Prober implements Conversation {
  /** The dissector that took the conversation. */
  dissector: Dissector | undefined
  private conversation: Conversation | undefined
  private readonly heads: [Uint8Array | undefined, Uint8Array | undefined] = [undefined, undefined]
  /** Of the client, and of the server by eights. */
  private tries = 0
  private readonly flow: Flow
  private readonly registries: Registries
  private readonly failures: Failures

  constructor(flow: Flow, registries: Registries, failures: Failures) {
    this.flow = flow
    this.registries = registries
    this.failures = failures
  }

  data(from: Side, bytes: Uint8Array, start: number, end: number, at: number): boolean {
    const { conversation } = this
    if (conversation === undefined) return this.probe(from, bytes, start, end, at)
    const other = bytes[start] === brace && this.dissector?.opensWithLines === true ? this.claimant(from, bytes, start, end) : undefined
    if (other !== undefined) {
      this.end()
      return this.become(other, from, bytes, start, end, at)
    }
    try {
      return conversation.data(from, bytes, start, end, at)
    } catch (error) {
      return this.fail(error)
    }
  }

  lost(from: Side, count: number): void {
    try {
      this.heads[from] = undefined
      this.conversation?.lost?.(from, count)
    } catch (error) {
      this.fail(error)
    }
  }

  acknowledged(from: Side, count: number, at: number): boolean {
    try {
      return this.conversation?.acknowledged?.(from, count, at) ?? true
    } catch (error) {
      return this.fail(error)
    }
  }

  end(): void {
    try {
      this.conversation?.end?.()
    } catch (error) {
      this.fail(error)
    }
  }

  private probe(from: Side, bytes: Uint8Array, start: number, end: number, at: number): boolean {
    const { flow, heads } = this
    if (this.triesOf(from) >= mostTries) return this.triesOf(1 - from) < mostTries
    const kept = heads[from]
    if (kept !== undefined) {
      const head = joined(kept, bytes, start, end)
      const goesOn = this.ask(from, head, 0, head.length, at, false)
      // The beginning was nobody's: what came after it may be somebody's.
      if (this.dissector !== undefined || heads[from] !== undefined) return goesOn
    }
    const isStream = flow.transport === 'tcp'
    const goesOn = this.ask(from, bytes, start, end, at, isStream)
    if (this.dissector !== undefined || heads[from] !== undefined) return goesOn
    const next = afterProxyHeader(bytes, start, end)
    return next < end ? this.ask(from, bytes, next, end, at, isStream) : goesOn
  }

  private ask(from: Side, bytes: Uint8Array, start: number, end: number, at: number, isFresh: boolean): boolean {
    const { flow, heads } = this
    const registry = this.registries[flow.transport]
    let wantsMore = false
    for (const dissector of registry.candidates(bytes[start]!, flow.clientPort, flow.serverPort)) {
      const match = this.matches(dissector, bytes, start, end, from)
      if (match === 'yes') return this.become(dissector, from, bytes, start, end, at)
      wantsMore ||= match === 'more'
    }
    const isStream = flow.transport === 'tcp'
    if (wantsMore && isStream && end - start < longestHead) {
      heads[from] = isFresh ? bytes.slice(start, end) : bytes
      return true
    }
    heads[from] = undefined
    this.tries += from === 0 ? 1 : 8
    return this.triesOf(from) < mostTries || this.triesOf(1 - from) < mostTries
  }

  /** Whoever is sure that it is his. */
  private claimant(from: Side, bytes: Uint8Array, start: number, end: number): Dissector | undefined {
    const { flow } = this
    const candidates = this.registries[flow.transport].candidates(bytes[start]!, flow.clientPort, flow.serverPort)
    return candidates.find(dissector => dissector !== this.dissector && this.matches(dissector, bytes, start, end, from) === 'yes')
  }

  private triesOf(side: number): number {
    return side === 0 ? this.tries & 7 : this.tries >> 3
  }

  private matches(dissector: Dissector, bytes: Uint8Array, start: number, end: number, from: Side): 'yes' | 'no' | 'more' {
    try {
      return dissector.probe(bytes, start, end, from, this.flow)
    } catch (error) {
      this.failures.failed(dissector.id, error)
      return 'no'
    }
  }

  private become(dissector: Dissector, from: Side, bytes: Uint8Array, start: number, end: number, at: number): boolean {
    this.dissector = dissector
    const other = this.heads[1 - from]
    this.heads[0] = undefined
    this.heads[1] = undefined
    try {
      const conversation = dissector.open(this.flow)
      this.conversation = conversation
      // What the other side said before, and nobody could tell alone.
      if (other !== undefined && !conversation.data((1 - from) as Side, other, 0, other.length, at)) return false
      return conversation.data(from, bytes, start, end, at)
    } catch (error) {
      return this.fail(error)
    }
  }

  private fail(error: unknown): false {
    this.failures.failed(this.dissector?.id ?? '', error)
    this.conversation = undefined
    return false
  }
}

/** A load balancer puts "PROXY TCP4 …" before a connection, or the same in binary (haproxy.org, proxy-protocol.txt §2.1 and §2.2); `end` when there is none. */
function afterProxyHeader(bytes: Uint8Array, start: number, end: number): number {
  if (end - start >= 16 && proxySign.every((byte, i) => bytes[start + i] === byte))
    return Math.min(end, start + 16 + u16be(bytes, start + 14))
  for (let i = 0; i < 6; i++) if (bytes[start + i] !== 'PROXY '.charCodeAt(i)) return end
  const newline = bytes.indexOf(10, start)
  return newline < 0 || newline >= end ? end : newline + 1
}

function joined(head: Uint8Array, bytes: Uint8Array, start: number, end: number): Uint8Array {
  const whole = new Uint8Array(head.length + end - start)
  whole.set(head)
  whole.set(bytes.subarray(start, end), head.length)
  return whole
}
