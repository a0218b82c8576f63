// The capture that `sniff --write` leaves behind, with the name of the process at the first packet after it became known.
import { closeSync, openSync, writeSync } from 'node:fs'
import { connectionId } from '../core/entity.ts'
import { type Gap, gap } from '../core/gap.ts'
import { ipv6Text } from '../parse/proc/net-address.ts'
import { PcapngWriter } from '../wire/capture/pcapng-writer.ts'
import { Decoder } from '../wire/decode/decoder.ts'
import { Packet, transport, verdict } from '../wire/decode/packet.ts'
import type { ToSniffer } from './sniffing.ts'
import { UserError } from './user-error.ts'

/** Holders that wait for a packet of theirs. */
const mostWaiting = 4096

export class CaptureFile {
  /** Why it ends before its end. */
  failure: Gap | undefined
  private readonly path: string
  private readonly fd: number
  private readonly writer: PcapngWriter
  private readonly waiting = new Map<string, string>()
  private readonly decoder = new Decoder()
  private readonly packet = new Packet()

  /** Throws UserError when it cannot be made; a file that stands there is not overwritten. */
  constructor(path: string) {
    this.path = path
    try {
      this.fd = openSync(path, 'wx', 0o600)
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException
      throw new UserError(code === 'EEXIST' ? `${path} exists already` : `the capture cannot be written to ${path}: ${code ?? error}`)
    }
    this.writer = new PcapngWriter(bytes => this.out(bytes))
  }

  frame(
    bytes: Uint8Array,
    start: number,
    end: number,
    original: number,
    at: number,
    device: { readonly link: number; readonly device: string },
  ): void {
    if (this.failure !== undefined) return
    this.writer.packet(
      bytes,
      start,
      end,
      original,
      at,
      device,
      this.waiting.size === 0 ? '' : this.commentOn(bytes, start, end, device.link),
    )
  }

  learn(holders: ToSniffer): void {
    for (const [conversation, holder] of holders) {
      this.waiting.delete(conversation)
      this.waiting.set(conversation, holder)
    }
    for (const oldest of this.waiting.keys()) {
      if (this.waiting.size <= mostWaiting) break
      this.waiting.delete(oldest)
    }
  }

  flush(): void {
    this.writer.flush()
  }

  close(): void {
    this.flush()
    closeSync(this.fd)
  }

  private out(bytes: Uint8Array): void {
    if (this.failure !== undefined) return
    try {
      for (let done = 0; done < bytes.length; ) done += writeSync(this.fd, bytes, done)
    } catch (error) {
      this.failure = gap(this.path, 'capped', `the capture ends early: ${(error as NodeJS.ErrnoException).code ?? 'error'}`)
    }
  }

  private commentOn(bytes: Uint8Array, start: number, end: number, link: number): string {
    const { packet, waiting } = this
    if (this.decoder.decode(packet, bytes, start, end, link) !== verdict.flow) return ''
    const { source, target, sourcePort, targetPort, protocol } = packet
    if (protocol !== transport.tcp && protocol !== transport.udp) return ''
    const name = protocol === transport.tcp ? 'tcp' : 'udp'
    const from = { address: this.address(source), port: sourcePort }
    const to = { address: this.address(target), port: targetPort }
    for (const conversation of [connectionId(name, from, to), connectionId(name, to, from)]) {
      const holder = waiting.get(conversation)
      if (holder === undefined) continue
      waiting.delete(conversation)
      return holder
    }
    return ''
  }

  private address(at: number): string {
    const { bytes, wide } = this.packet
    const part = bytes.subarray(at, at + (wide ? 16 : 4))
    return wide ? ipv6Text([...part]) : part.join('.')
  }
}
