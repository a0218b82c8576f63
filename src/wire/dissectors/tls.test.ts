import assert from 'node:assert/strict'
import { test } from 'node:test'
import { answer, ask } from '../../../test/dns-message.ts'
import { intelWith } from '../../../test/intel-with.ts'
import { chanceOf, coins, miner, ordinary, ordinaryTalk } from '../../../test/long-talks.ts'
import { eth, type Frame, ip4, packed, pcapOf, udp } from '../../../test/packets.ts'
import { type Scene, type Step, tlsScene, torCertificate } from '../../../test/tls-scene.ts'
import { rowsOfTalk } from '../../../test/wire.ts'
import { factsOf } from '../../core/facts.ts'
import { encryptedMining } from '../../detect/encrypted-mining.ts'
import { CaptureParser } from '../capture/records.ts'
import { Engine } from '../engine.ts'
import { dns } from './dns.ts'
import { tls } from './tls.ts'

function rowsOf(frames: readonly Frame[]) {
  const engine = new Engine({ dissectors: [dns, tls], watchers: [], intel: intelWith() }, { flows: 64 })
  engine.begin('test.pcap')
  new CaptureParser(engine).push(pcapOf(frames))
  engine.finish()
  return engine.rows.all()
}

const detect = (frames: readonly Frame[]) => [...encryptedMining.detect(factsOf(rowsOf(frames)), intelWith(), new Set())]
const versions = ['TLSv1.2', 'TLSv1.3'] as const
const minutes = 20 * 60

for (const version of versions) {
  for (const [name, coin] of Object.entries(coins))
    test(`hit: ${name} over ${version}`, async () => {
      assert.equal(detect(await tlsScene({ version, port: 443 }, miner(coin, chanceOf(7), minutes))).length, 1)
    })
  test(`near miss: programs that stay connected over ${version}`, async () => {
    for (const name of Object.keys(ordinary))
      assert.deepEqual(detect(await tlsScene({ version }, ordinaryTalk(name, chanceOf(11), minutes))), [], name)
  })
}

/** As a tap sees it that is on the way of one side alone. */
const heardOf = (frames: readonly Frame[], side: 'client' | 'server'): readonly Frame[] =>
  frames.filter(({ bytes }) => (bytes[26] === 192) === (side === 'client'))

for (const side of ['client', 'server'] as const) {
  test(`hit: the ${side} alone was captured, the other is told by what is acknowledged of it`, async () => {
    for (const version of versions)
      for (const [name, coin] of Object.entries(coins)) {
        const frames = heardOf(await tlsScene({ version, isAcknowledged: true }, miner(coin, chanceOf(7), minutes)), side)
        assert.equal(rowsOf(frames).encryptedShapes?.[0]?.unheard, side === 'client' ? 'server' : 'client', `${name} ${version}`)
        assert.equal(detect(frames).length, 1, `${name} ${version}`)
      }
  })
  test(`near miss: the ${side} alone of programs that stay connected`, async () => {
    for (const name of Object.keys(ordinary)) {
      const frames = await tlsScene({ version: 'TLSv1.3', isAcknowledged: true }, ordinaryTalk(name, chanceOf(11), minutes))
      assert.deepEqual(detect(heardOf(frames, side)), [], name)
    }
  })
}

test('who they are: version, name, protocols, fingerprints, certificate', async () => {
  const steps = miner(coins['xmr']!, chanceOf(3), 900)
  const scene = (version: Scene['version']): Scene => ({ version, name: 'eu.pool.example', protocols: ['http/1.1'] })
  const [old] = rowsOf(await tlsScene(scene('TLSv1.2'), steps)).encryptedShapes ?? []
  assert.deepEqual([old?.tls?.version, old?.tls?.name, old?.tls?.protocols], ['1.2', 'eu.pool.example', ['http/1.1']])
  assert.deepEqual([old?.tls?.certificate?.subject, old?.tls?.certificate?.selfSigned], ['CN=pool.test', true])
  assert.match(old?.tls?.ja4 ?? '', /^t12d\d{4}h1_[0-9a-f]{12}_[0-9a-f]{12}$/)
  const rows = rowsOf(await tlsScene(scene('TLSv1.3'), steps))
  const [young] = rows.encryptedShapes ?? []
  assert.deepEqual([young?.tls?.version, young?.tls?.certificate], ['1.3', undefined])
  assert.match(young?.tls?.ja3 ?? '', /^[0-9a-f]{32}$/)
  assert.equal(rows.names?.[0]?.indicator?.value, 'pool.example')
})

test('seen from the middle, with a segment missing, and in pieces', async () => {
  const frames = await tlsScene({ version: 'TLSv1.3', port: 443 }, miner(coins['xmr']!, chanceOf(5), minutes))
  assert.equal(detect(frames.slice(30)).length, 1)
  assert.equal(detect(frames.filter((_, i) => i !== 60)).length, 1)
})

test('the name that the DNS gave for the address counts', async () => {
  const ends = { from: '192.0.2.1', to: '192.0.2.53' }
  const back = { from: ends.to, to: ends.from, sport: 53, dport: 50_000 }
  const reply = answer('eu.pool.example', 1, [[1, [203, 0, 113, 9]]])
  const names = [
    { bytes: eth(0x0800, ip4(17, udp({}, ask('eu.pool.example')), ends)) },
    { bytes: eth(0x0800, ip4(17, udp(back, reply), back)) },
  ]
  const [found] = detect([...names, ...(await tlsScene({ version: 'TLSv1.3' }, miner(coins['xmr']!, chanceOf(7), minutes)))])
  assert.deepEqual([found?.severity, found?.confidence], ['critical', 0.97])
})

test('heads of records in pieces of one byte', () => {
  const hello = packed([0x16, 3, 1, 0, 6, 1, 0, 0, 2, 3, 3])
  const record = (length: number): Uint8Array => packed([0x17, 3, 3, 0, length], new Uint8Array(length))
  const talk: Step[] = Array.from({ length: 40 }, (_, i) => [i % 2 === 0 ? 0 : 1, i % 2 === 0 ? 246 : i % 6 === 1 ? 255 : 80, 1])
  const whole = talk.map(([from, length]) => [from, record(length as number)] as const)
  const pieces = whole.flatMap(([from, bytes]) => [0, 1, 2, 3, 4, 5].map(i => [from, bytes.slice(i, i < 5 ? i + 1 : undefined)] as const))
  const recordsOf = (said: typeof whole) => rowsOfTalk([tls], [[0, hello], ...said]).encryptedShapes?.[0]?.rhythm.records
  assert.equal(recordsOf(whole), recordsOf(pieces))
})

test('near miss: what only begins like a record', () => {
  for (const bytes of ['\x16\x03\x01\x00\x05\x09hello', '\x16\x02\x01\x00\x05\x01', '\x17\x03\x03\xff\xff\x00', '\x16hello world'])
    assert.deepEqual(rowsOfTalk([tls], [[0, bytes]]), {})
})

test('a greeting and a certificate as Tor makes them; near miss: one that offers protocols', async () => {
  const steps: Step[] = [
    [0, 543, 1],
    [1, 543, 1],
  ]
  const signs = async (scene: Scene) => rowsOf(await tlsScene(scene, steps)).hiddenPeers?.map(({ sign, name }) => [sign, name])
  const name = 'www.t3k5hq2mvw4pzr6l.com'
  for (const version of versions) assert.deepEqual(await signs({ version, name }), [['greeting', name]])
  assert.deepEqual(await signs({ version: 'TLSv1.2', name, certificate: torCertificate }), [['certificate', 'www.kq4dxr7t2lm5.net']])
  assert.equal(await signs({ version: 'TLSv1.3', name, protocols: ['h2'] }), undefined)
  assert.equal(await signs({ version: 'TLSv1.3', name: 'www.facebook.com' }), undefined)
})
