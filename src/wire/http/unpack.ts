// Takes the content codings off a body of which the beginning was kept, as far as it goes.
import { brotliDecompressSync, constants, gunzipSync, inflateRawSync, inflateSync, zstdDecompressSync } from 'node:zlib'

const most = 512 << 10
const zlib = { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: most }

/** Undefined when it cannot be unpacked; `coding` as in Content-Encoding. */
export function unpacked(bytes: Uint8Array, coding: string): Uint8Array | undefined {
  let body: Uint8Array | undefined = bytes
  const codings = coding
    .split(',')
    .map(word => word.trim())
    .reverse()
  for (const word of codings.slice(0, 3)) body = body && layer(body, word)
  return body
}

function layer(bytes: Uint8Array, coding: string): Uint8Array | undefined {
  try {
    switch (coding) {
      case 'gzip':
      case 'x-gzip':
        return gunzipSync(bytes, zlib)
      case 'deflate':
        // RFC 9110 says zlib, some send the bare stream.
        return (bytes[0]! & 15) === 8 ? inflateSync(bytes, zlib) : inflateRawSync(bytes, zlib)
      case 'br':
        return brotliDecompressSync(bytes, { finishFlush: constants.BROTLI_OPERATION_FLUSH, maxOutputLength: most })
      case 'zstd':
        return zstdDecompressSync(bytes, { finishFlush: constants.ZSTD_e_flush, maxOutputLength: most })
      case '':
      case 'identity':
        return bytes
      default:
        return undefined
    }
  } catch {
    return undefined
  }
}
