import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { packed } from '../../../test/packets.ts'
import { type Rows, rowsOfTalk, type Said } from '../../../test/wire.ts'
import { smb } from '../dissectors/smb.ts'
import { SmbSide } from './side.ts'

const le = (n: number, bytes: number): number[] => Array.from({ length: bytes }, (_, i) => Math.floor(n / 256 ** i) & 255)
const wide = (text: string): Uint8Array => packed([...text].flatMap(c => [c.charCodeAt(0), 0]))
const wrapped = (body: Uint8Array): Uint8Array => packed([0, body.length >> 16, (body.length >> 8) & 255, body.length & 255], body)
const head = (command: number, number: number, isAnswer: boolean, { next = 0, status = 0, tree = 7 } = {}): Uint8Array =>
  packed(
    '\xfeSMB',
    le(64, 2),
    le(0, 2),
    le(status, 4),
    le(command, 2),
    le(1, 2),
    le(isAnswer ? 1 : 0, 4),
    le(next, 4),
    le(number, 8),
    le(0, 4),
    le(tree, 4),
    new Uint8Array(24),
  )
const id = (n: number): Uint8Array => packed(le(n, 8), le(n, 8))
const inChain = new Uint8Array(16).fill(255)

const ask = {
  tree: (n: number, path: string): Uint8Array =>
    packed(head(3, n, false), le(9, 2), le(0, 2), le(72, 2), le(wide(path).length, 2), wide(path)),
  create: (n: number, name: string, next = 0): Uint8Array =>
    packed(head(5, n, false, { next }), le(57, 2), new Uint8Array(42), le(120, 2), le(wide(name).length, 2), new Uint8Array(8), wide(name)),
  read: (n: number, offset: number, length: number, file: Uint8Array): Uint8Array =>
    packed(head(8, n, false), le(49, 2), [0x50, 0], le(length, 4), le(offset, 8), file, new Uint8Array(17)),
  write: (n: number, offset: number, data: Uint8Array, file: Uint8Array): Uint8Array =>
    packed(head(9, n, false), le(49, 2), le(112, 2), le(data.length, 4), le(offset, 8), file, new Uint8Array(16), data),
  close: (n: number, file: Uint8Array): Uint8Array => packed(head(6, n, false), le(24, 2), new Uint8Array(6), file),
}
const tell = {
  tree: (n: number): Uint8Array => packed(head(3, n, true), le(16, 2), new Uint8Array(14)),
  create: (n: number, size: number, file: Uint8Array, next = 0): Uint8Array =>
    packed(head(5, n, true, { next }), le(89, 2), new Uint8Array(46), le(size, 8), new Uint8Array(8), file, new Uint8Array(8)),
  read: (n: number, data: Uint8Array): Uint8Array =>
    packed(head(8, n, true), le(17, 2), [80, 0], le(data.length, 4), new Uint8Array(8), data),
}
const elf = packed(
  '\x7fELF\x02\x01\x01',
  new Uint8Array(70_000).map((_, i) => i & 255),
)
const [first, second] = [elf.subarray(0, 50_000), elf.subarray(50_000)]
const opening: Said[] = [
  [0, wrapped(ask.tree(1, '\\\\nas\\tools'))],
  [1, wrapped(tell.tree(1))],
  [0, wrapped(ask.create(2, 'bin\\kworker'))],
  [1, wrapped(tell.create(2, elf.length, id(5)))],
]
const reading: Said[] = [
  ...opening,
  [0, wrapped(ask.read(3, 0, 50_000, id(5)))],
  [0, wrapped(ask.read(4, 50_000, 50_000, id(5)))],
  [1, wrapped(tell.read(3, first))],
  [1, wrapped(tell.read(4, second))],
  [0, wrapped(ask.close(5, id(5)))],
]
const seen = (rows: Rows) => (rows.downloads ?? []).map(({ url, receiver, kind, size, whole }) => [url, receiver, kind, size, whole])
const found = (said: readonly Said[]) => seen(rowsOfTalk([smb], said, { serverPort: 445 }))
const cut = (said: readonly Said[], size: number): Said[] =>
  said.flatMap(([from, what]) =>
    Array.from(
      { length: Math.ceil((what as Uint8Array).length / size) },
      (_, i): Said => [from, (what as Uint8Array).subarray(i * size, (i + 1) * size)],
    ),
  )
const url = 'smb://198.51.100.1/tools/bin/kworker'

test('a file that is read in two pieces, in segments of any size; its path; who got it', () => {
  const expected = [[url, '192.0.2.1', 'elf', elf.length, true]]
  assert.deepEqual(found(reading), expected)
  for (const size of [997, 60_000]) assert.deepEqual(found(cut(reading, size)), expected)
})

test('a file that is written, and one that is opened and read in one chain', () => {
  const writing: Said[] = [
    ...opening,
    [0, wrapped(ask.write(3, 0, first, id(5)))],
    [0, wrapped(ask.write(4, 50_000, second, id(5)))],
    [0, wrapped(ask.close(5, id(5)))],
  ]
  assert.deepEqual(found(writing), [[url, '198.51.100.1', 'elf', elf.length, true]])
  const small = elf.subarray(0, 600)
  const question = ask.create(8, 'x.bin')
  const padded = packed(question, new Uint8Array(8 - (question.length & 7)))
  const answer = tell.create(8, small.length, id(9))
  const chain: Said[] = [
    [
      0,
      wrapped(packed(ask.create(8, 'x.bin', padded.length), new Uint8Array(padded.length - question.length), ask.read(9, 0, 600, inChain))),
    ],
    [1, wrapped(packed(tell.create(8, small.length, id(9), answer.length), tell.read(9, small)))],
  ]
  assert.deepEqual(
    found([...opening, ...chain]).map(([, , kind, size, whole]) => [kind, size, whole]),
    [['elf', 600, true]],
  )
})

test('near miss: a picture, an error, a file from its middle; a hole leaves it incomplete', () => {
  const picture: Said[] = [...opening, [0, wrapped(ask.write(3, 0, packed('\x89PNG', new Uint8Array(900)), id(5)))]]
  assert.deepEqual(found(picture), [])
  assert.deepEqual(found([...opening.slice(0, 2), ...reading.slice(4)]), [])
  assert.deepEqual(found([...opening, ...reading.slice(5, 6), ...reading.slice(7)]), [])
  const [, , , , ask1, ask2, answer1] = reading
  const hole: Said[] = [
    ...opening,
    ask1!,
    ask2!,
    answer1!,
    [0, wrapped(ask.read(6, 69_000, 10, id(5)))],
    [1, wrapped(tell.read(6, elf.subarray(69_000, 69_010)))],
  ]
  assert.deepEqual(found(hole), [[url, '192.0.2.1', 'elf', 50_000, false]])
  const data = (answer1![1] as Uint8Array).subarray(0, 20_000)
  const lossy: Said[] = [
    ...opening,
    ask1!,
    [1, data],
    [1, 10_000],
    [1, (answer1![1] as Uint8Array).subarray(30_000)],
    [0, wrapped(ask.close(7, id(5)))],
  ]
  assert.deepEqual(
    found(lossy).map(([, , , , whole]) => whole),
    [false],
  )
})

test('what cannot be looked into is a gap: sealed, packed, SMB 1', () => {
  const gaps: string[] = []
  for (const body of [
    packed('\xfdSMB', new Uint8Array(60)),
    packed('\xfcSMB', new Uint8Array(60)),
    packed('\xffSMB\x2e', new Uint8Array(60)),
  ])
    rowsOfTalk(
      [smb],
      [
        [0, wrapped(ask.tree(1, 'x'))],
        [0, wrapped(body)],
      ],
      { serverPort: 445, gap: (why, detail) => void gaps.push(`${why} ${detail}`) },
    )
  assert.deepEqual(gaps, ['unsupported encrypted', 'unsupported compressed', 'unsupported file transfers of SMB 1'])
})

test('any bytes, and messages of nonsense: no exception', () => {
  const message = fc
    .tuple(fc.constantFrom(3, 5, 6, 8, 9), fc.nat({ max: 3 }), fc.boolean(), fc.nat({ max: 300 }), fc.uint8Array({ maxLength: 200 }))
    .map(([command, number, isAnswer, next, body]) => wrapped(packed(head(command, number, isAnswer, { next }), body)))
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.constantFrom(0 as const, 1 as const), fc.oneof(message, fc.uint8Array({ maxLength: 50 }))), { maxLength: 20 }),
      said => void found([...opening, ...said.map(([from, bytes]): Said => [from, bytes])]),
    ),
  )
})

test('messages and their rests come back in whatever pieces, all their bytes', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 9000 }), { maxLength: 4 }), fc.integer({ min: 1, max: 5000 }), (lengths, size) => {
      const bytes = packed(...lengths.map(length => wrapped(new Uint8Array(length))))
      const heard: [number, number][] = []
      const side = new SmbSide({
        message: (beginning, length) => heard.push([beginning.length, length]) > 0,
        rest(_, start, end) {
          heard.at(-1)![0] += end - start
        },
      })
      for (let at = 0; at < bytes.length; at += size) side.push(bytes, at, Math.min(bytes.length, at + size))
      assert.deepEqual(
        heard,
        lengths.filter(length => length > 0).map(length => [length, length]),
      )
    }),
  )
})
