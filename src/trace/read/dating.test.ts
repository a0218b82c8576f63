import assert from 'node:assert/strict'
import { test } from 'node:test'
import { zoneNamed } from '../../parse/local-time.ts'
import { Coverage } from './coverage.ts'
import { Dating } from './dating.ts'

const shanghai = zoneNamed('Asia/Shanghai')!
const wall = Date.UTC(2026, 4, 1, 3, 20)
const time = { ms: wall, zoned: false, grain: 1 }
/** What the last line's time becomes when the file was written last at `latest`. */
function instantOf(latest: string): string {
  const coverage = new Coverage({ time: () => time })
  coverage.block(Buffer.from('2026-05-01 03:20:00 x\n'), 0)
  return new Date(new Dating(coverage, Date.parse(latest), shanghai).of(wall, time).ms).toISOString().slice(0, 16)
}

test('a program that keeps UTC on a host that does not', () => {
  assert.equal(instantOf('2026-05-01T03:20:02Z'), '2026-05-01T03:20')
})

test('near misses: the host’s own time, and a file that was touched, copied or edited at any other time', () => {
  assert.equal(instantOf('2026-04-30T19:20:02Z'), '2026-04-30T19:20')
  for (const later of ['2026-05-01T03:25:00Z', '2026-05-01T09:00:00Z', '2026-06-01T03:20:00Z'])
    assert.equal(instantOf(later), '2026-04-30T19:20', later)
})
