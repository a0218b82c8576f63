import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { intelWith } from '../../test/intel-with.ts'
import { eth, ip4, summed, tcp } from '../../test/packets.ts'
import type { Conversation, Dissector, Side } from '../core/dissector.ts'
import { chineseGap } from '../core/gap-words.ts'
import { Engine } from './engine.ts'
import { gapsOf } from './tally.ts'

const flag = { fin: 1, syn: 2, rst: 4, data: 0x18, ack: 0x10 } as const

/** What one listener was told of each side: pieces of text, and numbers for what was lost. */
type Heard = [(string | number)[], (string | number)[]]

function listener(): { dissector: Dissector; conversations: Heard[]; ended: () => number } {
  const conversations: Heard[] = []
  let ends = 0
  const open = (): Conversation => {
    const heard: Heard = [[], []]
    conversations.push(heard)
    return {
      data: (from, bytes, start, end) => heard[from].push(Buffer.from(bytes.subarray(start, end)).toString('latin1')) > 0,
      lost: (from, count) => void heard[from].push(count),
      acknowledged: (from, count) => heard[from].push(`${count} acknowledged`) > 0,
      end: () => void ends++,
    }
  }
  const text = { zh: '测试', en: 'test' }
  const dissector: Dissector = { id: 'ear', summary: text, techniques: [], references: [], over: 'tcp', probe: () => 'yes', open }
  return { dissector, conversations, ended: () => ends }
}

class Wire {
  readonly ear = listener()
  readonly engine = new Engine({ dissectors: [this.ear.dissector], watchers: [], intel: intelWith() }, { flows: 64 })
  private at = 1.7e15

  /** One segment of the client (or the server), a millisecond after the last. */
  send(side: Side, seq: number, flags: number, payload: string | Uint8Array = '', ack = 0): this {
    return this.sent(side, seq, flags, payload, ack, packet => packet)
  }
  /** With a checksum that is right, or not. */
  summed(side: Side, seq: number, flags: number, payload = '', tooMuch = 0): this {
    return this.sent(side, seq, flags, payload, 0, packet => summed(packet, tooMuch))
  }
  private sent(
    side: Side,
    seq: number,
    flags: number,
    payload: string | Uint8Array,
    ack: number,
    sealed: (packet: Uint8Array) => Uint8Array,
  ): this {
    const there = { from: '192.0.2.1', to: '198.51.100.1', sport: 50_000, dport: 80 }
    const back = { from: there.to, to: there.from, sport: there.dport, dport: there.sport }
    const ends = side === 0 ? there : back
    const frame = eth(0x0800, sealed(ip4(6, tcp(ends, seq, flags, payload, ack), ends)))
    this.at += 1000
    this.engine.packet(frame, 0, frame.length, frame.length, this.at, 1)
    return this
  }
  wait(micros: number): this {
    this.at += micros
    return this
  }
  finish(): Heard[] {
    this.engine.finish()
    return this.ear.conversations
  }
}

test('out of order, twice, overlapping: each byte once, in order', () => {
  const [heard] = new Wire()
    .send(0, 99, flag.syn)
    .send(1, 499, flag.syn | flag.ack, '', 100)
    .send(0, 105, flag.data, 'world')
    .send(0, 100, flag.data, 'hello')
    .send(0, 100, flag.data, 'hello')
    .send(0, 107, flag.data, 'rld, again')
    .send(1, 500, flag.data, 'yes')
    .finish()
  assert.deepEqual(heard, [['hello', 'world', ', again'], ['yes']])
})

test('what was first counts, also against a later segment with another content, and the contradiction is counted', () => {
  const wire = new Wire()
    .send(0, 99, flag.syn)
    .send(0, 104, flag.data, 'SAFE')
    .send(0, 102, flag.data, 'xxEVILxx')
    .send(0, 100, flag.data, 'ab')
  assert.deepEqual(wire.finish()[0]?.[0], ['ab', 'xx', 'SAFE', 'xx'])
  assert.equal(wire.engine.streams.budget.conflicts, 1)
  const tampered = gapsOf(wire.engine.tally()).filter(({ why }) => why === 'tampered')
  assert.deepEqual(
    tampered.map(({ detail }) => chineseGap(detail)),
    ['1 段数据以不同内容重复出现(可能是规避检测),只查看了先到的'],
  )
})

test('what its receiver drops for a wrong checksum is passed over; where all are wrong, nothing is', () => {
  const wire = new Wire()
    .summed(0, 99, flag.syn)
    .summed(0, 100, flag.data, 'SAFE', 7)
    .summed(0, 100, flag.data, 'EVIL')
    .send(0, 104, flag.data, '!')
  assert.deepEqual(wire.finish()[0]?.[0], ['EVIL', '!'])
  const details = gapsOf(wire.engine.tally()).map(({ detail }) => chineseGap(detail))
  assert.deepEqual(details, ['1 个校验和错误的数据段已跳过,接收方同样会丢弃'])
  const rewritten = new Wire().summed(0, 99, flag.syn, '', 7).summed(0, 100, flag.data, 'first', 7)
  assert.deepEqual(rewritten.finish()[0]?.[0], ['first'])
})

test('near miss: the same segment sent again while it waits is no contradiction', () => {
  const wire = new Wire()
    .send(0, 99, flag.syn)
    .send(0, 104, flag.data, 'SAFE')
    .send(0, 102, flag.data, 'xxSAFE')
    .send(0, 100, flag.data, 'ab')
  assert.deepEqual(wire.finish()[0]?.[0], ['ab', 'xx', 'SAFE'])
  assert.deepEqual(gapsOf(wire.engine.tally()), [])
})

test('a conversation is over when both sides have said their last in order, not before; what comes later is only counted', () => {
  const wire = new Wire()
    .send(0, 99, flag.syn)
    .send(1, 499, flag.syn | flag.ack)
    .send(0, 100, flag.data | flag.fin, 'bye')
    .send(1, 503, flag.data | flag.fin, 'too')
  assert.equal(wire.ear.ended(), 0)
  wire.send(1, 500, flag.data, 'you')
  assert.equal(wire.ear.ended(), 0)
  wire.send(1, 506, flag.fin | flag.ack)
  assert.equal(wire.ear.ended(), 1)
  wire.send(0, 103, flag.data, 'ghost')
  assert.deepEqual(wire.finish()[0], [['bye'], ['you', 'too']])
  assert.equal(wire.ear.ended(), 1)
})

test('sequence numbers wrap around; data in the SYN comes after it', () => {
  const [heard] = new Wire().send(0, 0xfffffffc, flag.syn, 'fast').send(0, 1, flag.data, 'over').finish()
  assert.deepEqual(heard?.[0], ['fast', 'over'])
})

test('a hole is told once the receiver has acknowledged what is missing', () => {
  const wire = new Wire().send(0, 99, flag.syn).send(0, 100, flag.data, 'abc').send(0, 110, flag.data, 'xyz')
  wire.wait(60_000).send(1, 500, flag.ack, '', 113)
  assert.deepEqual(wire.ear.conversations[0]?.[0], ['abc', 7, 'xyz'])
})

test('one side alone: a hole is waited for, then told; from the middle too', () => {
  const wire = new Wire().send(0, 100, flag.data, 'abc').send(0, 110, flag.data, 'xyz')
  assert.deepEqual(wire.ear.conversations[0]?.[0], ['abc'])
  wire.wait(6e6).send(0, 113, flag.data, '!')
  assert.deepEqual(wire.ear.conversations[0]?.[0], ['abc', 7, 'xyz', '!'])
})

test('a stray segment far outside is ignored; a stream that goes on there is followed', () => {
  const wire = new Wire()
    .send(0, 99, flag.syn)
    .send(0, 100, flag.data, 'abc')
    .send(0, 900_000_000, flag.data, 'EVIL')
    .send(0, 103, flag.data, 'def')
  assert.deepEqual(wire.ear.conversations[0]?.[0], ['abc', 'def'])
  wire.send(0, 700_000_000, flag.data, 'g').send(0, 700_000_001, flag.data, 'h')
  assert.deepEqual(wire.ear.conversations[0]?.[0].at(-1), 'h')
})

test('the same ports again are another conversation', () => {
  const wire = new Wire()
    .send(0, 99, flag.syn)
    .send(0, 100, flag.data, 'one')
    .send(0, 103, flag.fin | flag.ack)
    .send(0, 5000, flag.syn)
    .send(0, 5001, flag.data, 'two')
  assert.deepEqual(
    wire.finish().map(h => h[0]),
    [['one'], ['two']],
  )
  assert.equal(wire.ear.ended(), 2)
})

test('random segments in random order, some twice, some lost: the bytes as sent, or a told loss', () => {
  const cut = fc.record({
    from: fc.nat({ max: 399 }),
    length: fc.integer({ min: 1, max: 80 }),
    order: fc.nat({ max: 40 }),
    drop: fc.nat({ max: 9 }),
  })
  fc.assert(
    fc.property(fc.array(cut, { maxLength: 40 }), fc.boolean(), fc.integer({ min: 0, max: 0xffffffff }), (cuts, isLossy, isn) => {
      const sent = Uint8Array.from({ length: 400 }, (_, i) => (i * 7 + (i >> 4)) & 255)
      const whole = Array.from({ length: 20 }, (_, i) => ({ from: i * 20, length: 20, order: i * 2, drop: (i * 7 + 1) % 10 }))
      const pieces = [...cuts, ...whole].filter(c => !isLossy || c.drop !== 0).sort((a, b) => a.order - b.order)
      const wire = new Wire().send(0, isn, flag.syn)
      for (const { from, length } of pieces) wire.send(0, (isn + 1 + from) >>> 0, flag.data, sent.slice(from, Math.min(400, from + length)))
      const [heard] = wire.finish()
      let at = 0
      let lost = 0
      for (const piece of heard?.[0] ?? []) {
        if (typeof piece === 'number') {
          at += piece
          lost += piece
          continue
        }
        assert.equal(piece, Buffer.from(sent.subarray(at, at + piece.length)).toString('latin1'))
        at += piece.length
      }
      if (!isLossy) assert.deepEqual([at, lost], [400, 0])
    }),
    { numRuns: 300 },
  )
})

test('what waits is bounded, however many holes there are', () => {
  const wire = new Wire().send(0, 0, flag.syn)
  for (let i = 0; i < 5000; i++) wire.send(0, 2 + i * 3, flag.data, 'ab')
  const heard = wire.ear.conversations[0]?.[0] ?? []
  assert.ok(heard.length > 2 * (5000 - 200), String(heard.length))
})

test('of a side that was not captured what the other acknowledges is told, and nothing once it is seen', () => {
  const wire = new Wire().send(0, 1, flag.data, 'a', 100).send(0, 2, flag.ack, '', 150).send(0, 2, flag.ack, '', 150)
  assert.deepEqual(wire.ear.conversations[0], [['a'], ['50 acknowledged']])
  wire.send(1, 150, flag.data, 'b', 2).send(0, 2, flag.data, 'c', 151)
  assert.deepEqual(wire.ear.conversations[0], [
    ['a', 'c'],
    ['50 acknowledged', 'b'],
  ])
})
