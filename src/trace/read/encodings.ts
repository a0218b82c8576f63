// Text as other systems save it: UTF-16 becomes UTF-8, and the mark of a byte order is taken off. Everything else is left as it is.

export type Encoding = 'utf-16le' | 'utf-16be' | 'utf-8' | ''

/** By the mark at its beginning; '' when there is none. */
export function encodingOf(head: Uint8Array): Encoding {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le'
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be'
  return head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf ? 'utf-8' : ''
}

/** The pieces in UTF-8 without their mark; halves of characters wait for the next piece. */
export function* inUtf8<Told>(pieces: Iterable<Uint8Array | Told>): Generator<Uint8Array | Told> {
  const encoder = new TextEncoder()
  let decoder: TextDecoder | undefined
  let isFirst = true
  for (const piece of pieces) {
    if (!(piece instanceof Uint8Array)) {
      yield piece
      continue
    }
    const encoding = isFirst ? encodingOf(piece) : ''
    isFirst = false
    if (encoding.startsWith('utf-16')) decoder = new TextDecoder(encoding)
    if (decoder !== undefined) yield encoder.encode(decoder.decode(piece, { stream: true }))
    else yield encoding === 'utf-8' ? piece.subarray(3) : piece
  }
}
