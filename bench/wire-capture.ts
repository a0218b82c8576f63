// Makes a large capture of small ones: all their packets in the order of time, again and again, each time between other addresses.
import { closeSync, openSync, writeSync } from 'node:fs'
import { CaptureParser } from '../src/wire/capture/records.ts'
import { chunksOf } from '../src/wire/capture/source.ts'

export interface Made {
  readonly packets: number
  readonly bytes: number
  /** Packets of one round. */
  readonly round: number
}

interface Kept {
  readonly bytes: Uint8Array
  readonly after: number
  readonly original: number
}

const secondsOfRound = 60
const writeSize = 8 << 20

/** Only Ethernet captures are taken: a classic capture has one link type. */
export async function makeCapture(sources: readonly string[], target: string, leastBytes: number): Promise<Made> {
  const kept: Kept[] = []
  for (const source of sources) {
    let first = -1
    const parser = new CaptureParser({
      packet(bytes, start, end, original, at, link) {
        if (link !== 1) return
        if (first < 0) first = at
        kept.push({ bytes: bytes.slice(start, end), after: at - first, original })
      },
    })
    for await (const chunk of chunksOf(source)) if (!parser.push(chunk)) break
  }
  kept.sort((a, b) => a.after - b.after)
  const fd = openSync(target, 'w')
  const out = Buffer.alloc(writeSize + (1 << 20))
  let filled = 0
  let bytes = 24
  let packets = 0
  const header = Buffer.alloc(24)
  header.writeUInt32LE(0xa1b2c3d4, 0)
  header.writeUInt16LE(2, 4)
  header.writeUInt16LE(4, 6)
  header.writeUInt32LE(262_144, 16)
  header.writeUInt32LE(1, 20)
  writeSync(fd, header)
  for (let round = 0; bytes < leastBytes; round++) {
    kept.forEach((packet, i) => {
      const at = 1_700_000_000 + (round + i / kept.length) * secondsOfRound
      out.writeUInt32LE(Math.floor(at), filled)
      out.writeUInt32LE(Math.floor((at % 1) * 1e6), filled + 4)
      out.writeUInt32LE(packet.bytes.length, filled + 8)
      out.writeUInt32LE(packet.original, filled + 12)
      out.set(packet.bytes, filled + 16)
      moveAddresses(out.subarray(filled + 16, filled + 16 + packet.bytes.length), round)
      filled += 16 + packet.bytes.length
      bytes += 16 + packet.bytes.length
      packets++
      if (filled >= writeSize) {
        writeSync(fd, out, 0, filled)
        filled = 0
      }
    })
  }
  writeSync(fd, out, 0, filled)
  closeSync(fd)
  return { packets, bytes, round: kept.length }
}

/** Source and target move alike, so that both directions stay one flow. The checksums are not mended; no peer looks at them. */
function moveAddresses(frame: Uint8Array, round: number): void {
  let type = 12
  while (frame[type] === 0x81 && frame[type + 1] === 0) type += 4
  const ip = type + 2
  const ethernet = ((frame[type] ?? 0) << 8) | (frame[type + 1] ?? 0)
  const width = ethernet === 0x0800 ? 4 : ethernet === 0x86dd ? 16 : 0
  const first = ethernet === 0x0800 ? ip + 12 : ip + 8
  if (width === 0 || frame.length < first + 2 * width) return
  for (const address of [first, first + width]) {
    frame[address + 1]! ^= (round >> 8) & 255
    frame[address + 2]! ^= round & 255
  }
}
