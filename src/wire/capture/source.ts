// The bytes of a capture in chunks: a file, standard input ("-"), plain or compressed with gzip or zstd.
import { closeSync, createReadStream, fstatSync, openSync, readSync } from 'node:fs'
import { Readable } from 'node:stream'
import { createGunzip, createZstdDecompress } from 'node:zlib'

/** Small enough to stay in the second-level cache between reading and decoding. */
const chunkSize = 512 << 10

/** Chunks are valid until the next one is asked for. Throws what node throws: the file cannot be opened, or the compressed data is broken. */
export async function* chunksOf(path: string): AsyncGenerator<Uint8Array> {
  if (path === '-') yield* expanded(process.stdin as AsyncIterable<Uint8Array>)
  else yield* chunksOfFile(path)
}

async function* chunksOfFile(path: string): AsyncGenerator<Uint8Array> {
  const buffer = new Uint8Array(chunkSize)
  const fd = openSync(path, 'r')
  try {
    if (fstatSync(fd).isDirectory()) throw Object.assign(new Error('is a directory'), { code: 'EISDIR' })
    let size = readSync(fd, buffer)
    if (isCompressed(buffer.subarray(0, size))) yield* expanded(createReadStream(path, { highWaterMark: chunkSize }))
    else
      for (; size > 0; size = readSync(fd, buffer)) {
        yield buffer.subarray(0, size)
      }
  } finally {
    closeSync(fd)
  }
}

const isGzip = (head: Uint8Array): boolean => head[0] === 0x1f && head[1] === 0x8b
const isZstd = (head: Uint8Array): boolean => head[0] === 0x28 && head[1] === 0xb5 && head[2] === 0x2f && head[3] === 0xfd
const isCompressed = (head: Uint8Array): boolean => isGzip(head) || isZstd(head)

/** Whether it is compressed shows in the first four bytes, which a pipe may give one by one. */
async function* expanded(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const chunks = source[Symbol.asyncIterator]()
  let head = new Uint8Array(0)
  while (head.length < 4) {
    const { value, done } = await chunks.next()
    if (done === true) break
    head = Buffer.concat([head, value])
  }
  const all = Readable.from(from(head, chunks), { objectMode: false })
  if (!isCompressed(head)) return yield* all
  const expander = isGzip(head) ? createGunzip({ chunkSize }) : createZstdDecompress({ chunkSize })
  all.on('error', error => expander.destroy(error))
  yield* all.pipe(expander)
}

async function* from(head: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  if (head.length > 0) yield head
  for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value
}
