// Programs, scripts, archives and miners' configurations among the bodies that servers send.
import { Carver } from '../carver.ts'
import type { BodySink, OpenBody } from './body-sinks.ts'

/** First bytes of what is carved: ELF, MZ, "#!", archives, "{" and blanks before it. */
const firsts = new Uint8Array(256)
for (const byte of [0x7f, 0x4d, 0x23, 0x1f, 0x42, 0xfd, 0x28, 0x50, 0x37, 0x52, 0x04, 0x7b, 0x20, 0x0a]) firsts[byte] = 1

export const carveBody: OpenBody = (flow, { side, url, agent, status, coding, type }) => {
  // A page of the web begins with none of these; it is asked by its first byte whatever it calls itself.
  if (side !== 1 || (status !== 200 && status !== 206 && status !== 0) || coding !== '' || type.startsWith('image/')) return undefined
  let carver: Carver | undefined
  const sink: BodySink = {
    data(bytes, start, end) {
      if (carver === undefined) {
        if (firsts[bytes[start]!] === 0) return false
        carver = new Carver(flow, { url, agent, from: side })
      }
      return carver.data(bytes, start, end)
    },
    end: isWhole => carver?.end(isWhole),
  }
  return sink
}
