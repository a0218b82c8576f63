// An answer of HTTP/1.0 as bytes: its status and its body.
import { textOf } from '../core/bytes.ts'

export interface HttpResponse {
  readonly status: number
  readonly body: Uint8Array
}

const longestHead = 1 << 16

/** undefined when the head is not whole, or it is no answer. */
export function readHttpResponse(bytes: Uint8Array): HttpResponse | undefined {
  const head = textOf(bytes.subarray(0, longestHead))
  const status = /^HTTP\/1\.[01] ([1-5]\d\d)(?: [^\r\n]*)?\r\n/.exec(head)?.[1]
  for (let end = bytes.indexOf(13); status !== undefined && end >= 0 && end < longestHead; end = bytes.indexOf(13, end + 1))
    if (bytes[end + 1] === 10 && bytes[end + 2] === 13 && bytes[end + 3] === 10)
      return { status: Number(status), body: bytes.slice(end + 4) }
  return undefined
}
