import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { intelWith } from '../../test/intel-with.ts'
import { eth, ip4, pcapOf, udp } from '../../test/packets.ts'
import { stratumTalk } from '../../test/stratum-talk.ts'
import { concat } from '../core/bytes.ts'
import { dissectors } from './dissectors/index.ts'
import { readCaptures } from './read-captures.ts'

const modules = { dissectors, watchers: [], intel: intelWith() }
const fill = (count: number) =>
  Array.from({ length: count }, () => ({ bytes: eth(0x0800, ip4(17, udp({ sport: 9, dport: 9 }, new Uint8Array(1000)))) }))

test('who has seen enough is told what was read, and what was not', async t => {
  const folder = mkdtempSync(join(tmpdir(), 'davylamp-read-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const [long, next] = [join(folder, 'long.pcap'), join(folder, 'next.pcap')] as const
  writeFileSync(long, concat([pcapOf(stratumTalk()), pcapOf(fill(2000)).subarray(24)]))
  writeFileSync(next, pcapOf(stratumTalk()))
  const whole = await readCaptures([long, next], modules, {}, () => {})
  assert.deepEqual([whole.gaps, whole.rows.stratum?.length], [[], 1])
  const halt = new Int32Array(1)
  let pieces = 0
  const half = await readCaptures([long, next], modules, { halt }, () => {
    if (++pieces === 2) halt[0] = 1
  })
  assert.deepEqual(
    half.gaps.map(g => g.detail),
    [`was stopped after frame ${half.tally.frames}`, 'was not read: it was stopped before'],
  )
  assert.ok(half.tally.frames > 0 && half.tally.frames < whole.tally.frames)
  assert.equal(half.rows.stratum?.length, 1)
})
