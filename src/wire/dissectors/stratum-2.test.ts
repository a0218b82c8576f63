import assert from 'node:assert/strict'
import { test } from 'node:test'
import { wallets } from '../../../test/mining-talks.ts'
import { rowsOfTalk, type Said } from '../../../test/wire.ts'
import { dissectors } from './index.ts'

const u16 = (n: number): number[] => [n & 255, n >> 8]
const u32 = (n: number): number[] => [...u16(n & 0xffff), ...u16(n >>> 16)]
const short = (text: string): number[] => [text.length, ...Array.from(text, c => c.charCodeAt(0))]
const frame = (kind: number, ...body: number[]): Uint8Array =>
  Uint8Array.from([0, kind === 0 ? 0 : 0x80, kind, body.length & 255, (body.length >> 8) & 255, 0, ...body])

const float = [...new Uint8Array(new Float32Array([1e14]).buffer)]
const target = [...new Uint8Array(28).fill(255), 0, 0, 0, 0]
const setup = frame(
  0,
  0,
  ...u16(2),
  ...u16(2),
  ...u32(1),
  ...short('pool.lan'),
  ...u16(34_254),
  ...short('Bitmain'),
  ...short('S19'),
  ...short(''),
  ...short('id'),
)
const login = `${wallets.BTC}.rig7`
const talk: readonly Said[] = [
  [0, setup],
  [1, frame(1, ...u16(2), ...u32(0))],
  [0, frame(0x10, ...u32(1), ...short(login), ...float, ...target)],
  [1, frame(0x11, ...u32(1), ...u32(9), ...target, ...short('ab'), ...u32(0))],
  [1, frame(0x15, ...u32(9), ...u32(1), 0, ...u32(0x20000000), ...new Uint8Array(32))],
  [1, frame(0x20, ...u32(9), ...u32(1), ...new Uint8Array(40))],
  [0, frame(0x1a, ...u32(9), ...u32(1), ...u32(1), ...u32(7), ...u32(8), ...u32(9))],
  [1, frame(0x1c, ...u32(9), ...u32(1), ...u32(1), ...u32(5), ...u32(0))],
]

test('stratum 2 in clear: who, what for, how much, whole and byte by byte', () => {
  const bytewise = talk.flatMap(([from, bytes]) => [...(bytes as Uint8Array)].map((b): Said => [from, Uint8Array.of(b)]))
  for (const said of [talk, bytewise]) {
    const [row] = rowsOfTalk(dissectors, said).stratum ?? []
    assert.deepEqual([row?.dialect, row?.coin, row?.wallets, row?.worker], ['stratum-2', 'BTC', [wallets.BTC], 'rig7'])
    assert.deepEqual([row?.pool, row?.agent, row?.jobs, row?.submitted, row?.accepted], ['pool.lan:34254', 'Bitmain', 1, 1, 1])
    assert.deepEqual([row?.difficulty, Math.round((row?.claimed ?? 0) / 1e13)], [2 ** 32, 10])
  }
})

test('a lost piece inside of a frame, and one that is not', () => {
  const lost = (count: number): number | undefined =>
    rowsOfTalk(dissectors, [...talk.slice(0, 5), [1, (talk[5]![1] as Uint8Array).slice(0, 10)], [1, count], ...talk.slice(6)]).stratum?.[0]
      ?.accepted
  assert.deepEqual([lost(44), lost(999)], [1, 0])
})

test('near miss: NULs of another protocol', () => {
  for (const bytes of [frame(0, 9, 9, 9), setup.subarray(0, -1), frame(0, ...setup.subarray(6), 1), new Uint8Array(80)])
    assert.deepEqual(rowsOfTalk(dissectors, [[0, bytes]]), {})
})
