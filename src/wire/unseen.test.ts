import assert from 'node:assert/strict'
import { test } from 'node:test'
import { intelWith } from '../../test/intel-with.ts'
import { eth, ip4, udp } from '../../test/packets.ts'
import type { Dissector } from '../core/dissector.ts'
import { chineseGap } from '../core/gap-words.ts'
import { Engine } from './engine.ts'
import { gapsOf } from './tally.ts'
import { addedUnseen, gapOf, UnseenList } from './unseen.ts'

const deaf: Dissector = {
  id: 'deaf',
  summary: { zh: '测试', en: 'test' },
  techniques: [],
  references: [],
  over: 'udp',
  probe: () => 'yes',
  open: flow => ({
    data() {
      flow.gap('unsupported', 'encrypted')
      return true
    },
  }),
}

test('many conversations with the same gap are one line with a count and an example; one conversation counts once', () => {
  const engine = new Engine({ dissectors: [deaf], watchers: [], intel: intelWith() }, { flows: 64 })
  engine.begin('a.pcap')
  for (let i = 0; i < 300; i++)
    for (let again = 0; again < 2; again++) {
      const bytes = eth(0x0800, ip4(17, udp({ sport: 1000 + i }, 'x')))
      engine.packet(bytes, 0, bytes.length, bytes.length, 1.7e15 + i, 1)
    }
  engine.finish()
  const [first, ...others] = gapsOf(engine.tally()).filter(({ source }) => source.startsWith('wire/'))
  assert.deepEqual(others, [])
  assert.deepEqual([first?.source, first?.why], ['wire/deaf', 'unsupported'])
  assert.equal(first?.detail, 'encrypted: 300 conversations, such as connection:udp/192.0.2.1:1000-198.51.100.1:53 (a.pcap#1)')
})

test('reasons are bounded, and shares of one reading add up', () => {
  const list = new UnseenList()
  for (let i = 0; i < 1000; i++)
    list.add({ protocol: 'quic', why: 'unsupported', detail: `version ${i}`, conversations: 1 }, () => 'c (f#1)')
  const all = addedUnseen([list.all(), list.all()])
  assert.ok(all.length <= 66, String(all.length))
  assert.equal(
    all.reduce((n, { conversations }) => n + conversations, 0),
    2000,
  )
})

test('near miss: a detail without words of its own keeps its English, one with words is told in Chinese as a whole', () => {
  const one = { protocol: 'smb', why: 'unsupported', conversations: 2, example: 'c (f#1)' } as const
  assert.equal(chineseGap(gapOf({ ...one, detail: 'encrypted' }).detail), '内容已加密(2 个会话,例如 c (f#1))')
  assert.equal(chineseGap(gapOf({ ...one, detail: 'no such words' }).detail), undefined)
})
