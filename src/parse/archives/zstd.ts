// Zstandard (RFC 8878) piece by piece: zlib's own decoder, pulled by the handle behind its stream, since the stream itself can only push.
import { constants, createZstdDecompress } from 'node:zlib'

const outSize = 1 << 18
/** One byte of zstd may stand for 30,000: more than gzip could have packed into as much is no log, and would never end. */
const mostRatio = 1032
const spare = 256 << 20

interface Handle {
  /** Leaves what is left of output and input in the stream's `_writeState`. */
  writeSync(flush: number, input: Uint8Array, from: number, length: number, output: Uint8Array, at: number, room: number): void
  onerror(message: string, errno: number, code: string): void
}

/** The content in pieces of at most 256 KiB, of all frames that follow each other; 'cut' or 'too large' last when not all can be had. Windows of up to 128 MiB. */
export function* unzstdPieces(next: () => Uint8Array | undefined): Generator<Uint8Array | 'cut' | 'too large'> {
  const stream = createZstdDecompress()
  const { _handle: handle, _writeState: state } = stream as unknown as { _handle: Handle; _writeState: Uint32Array }
  let failure = ''
  handle.onerror = (_message, _errno, code) => {
    failure = code
  }
  let allowed = spare
  try {
    for (let isLast = false; !isLast; ) {
      const piece = next()
      isLast = piece === undefined
      const input = piece ?? new Uint8Array()
      allowed += input.length * mostRatio
      for (let from = 0, room = 0; room === 0; ) {
        const output = new Uint8Array(outSize)
        handle.writeSync(
          isLast ? constants.ZSTD_e_end : constants.ZSTD_e_continue,
          input,
          from,
          input.length - from,
          output,
          0,
          output.length,
        )
        room = state[0] ?? 0
        from = input.length - (state[1] ?? 0)
        if (failure === '' && room < output.length) yield output.subarray(0, output.length - room)
        allowed -= output.length - room
        if (failure === '' && room > 0 && from < input.length) failure = 'more than frames'
        if (allowed < 0 || failure.endsWith('windowTooLarge')) {
          yield 'too large'
          return
        }
        if (failure !== '') {
          yield 'cut'
          return
        }
      }
    }
  } finally {
    stream.close()
  }
}
