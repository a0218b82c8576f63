// Whole scans of damaged hosts: whatever became of the files, no module fails, and the scan ends.
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import { scan } from '../../src/case/scan.ts'
import { scanModules } from '../../src/cli/modules.ts'
import type { Instant } from '../../src/core/instant.ts'
import { memoryHost, type Node } from '../../src/host/memory.ts'
import { loadIntel } from '../../src/intel/load.ts'
import { treeOf } from '../tree.ts'

const fixtures = join(import.meta.dirname, '..', '..', 'fixtures', 'hosts')
const hosts = ['kinsing', 'outlaw', 'moneroocean', 'clean-server'].map(name => treeOf(join(fixtures, name, 'root')))
const intel = loadIntel()
const clock = { now: () => '2026-06-01T00:00:00.000Z' as Instant, usage: () => ({ cpuMs: 0, wallMs: 0, peakBytes: 0 }) }

/** One way of damaging bytes. */
const damage = fc.oneof(
  fc.record({ how: fc.constant('cut' as const), at: fc.double({ min: 0, max: 1, noNaN: true }) }),
  fc.record({ how: fc.constant('flip' as const), at: fc.double({ min: 0, max: 1, noNaN: true }), with: fc.nat(255) }),
  fc.record({
    how: fc.constant('insert' as const),
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    bytes: fc.uint8Array({ maxLength: 40 }),
  }),
  fc.record({ how: fc.constant('repeat' as const), at: fc.double({ min: 0, max: 1, noNaN: true }) }),
)

type Damage = typeof damage extends fc.Arbitrary<infer T> ? T : never

function damaged(content: Uint8Array, way: Damage): Uint8Array {
  const at = Math.floor(way.at * content.length)
  if (way.how === 'cut') return content.slice(0, at)
  if (way.how === 'insert') return Buffer.concat([content.subarray(0, at), way.bytes, content.subarray(at)])
  if (way.how === 'repeat') return Buffer.concat([content, content.subarray(at), content])
  const flipped = content.slice()
  if (flipped.length > 0) flipped[Math.min(at, flipped.length - 1)]! ^= way.with
  return flipped
}

function bytesOf(node: Node | undefined): Uint8Array | undefined {
  if (typeof node === 'string') return Buffer.from(node)
  if (node instanceof Uint8Array) return node
  if (node === undefined || node.link !== undefined || node.type === 'directory') return undefined
  return typeof node.content === 'string' ? Buffer.from(node.content) : node.content
}

/** Files that every host has somewhere, so that what no fixture holds is damaged as well. */
const usual = [
  '/etc/shadow',
  '/etc/group',
  '/etc/sudoers',
  '/var/log/wtmp',
  '/var/log/btmp',
  '/var/run/utmp',
  '/var/lib/dpkg/status',
  '/var/lib/rpm/rpmdb.sqlite',
]
const more = [
  ...usual,
  '/lib/apk/db/installed',
  '/var/lib/redis/dump.rdb',
  '/etc/pam.d/sshd',
  '/etc/docker/daemon.json',
  '/root/.pm2/dump.pm2',
  '/usr/bin/ps',
]

test('damaged hosts are scanned to the end by every module', () => {
  const wounds = fc.array(fc.tuple(fc.nat(), damage), { minLength: 1, maxLength: 25 })
  fc.assert(
    fc.property(fc.constantFrom(...hosts), wounds, fc.uint8Array({ maxLength: 3000 }), (host, list, garbage) => {
      const tree: Record<string, Node> = { ...host, ...Object.fromEntries(more.map(path => [path, garbage])) }
      const paths = Object.keys(host)
      for (const [pick, way] of list) {
        const path = paths[pick % paths.length] ?? ''
        const content = bytesOf(tree[path])
        if (content !== undefined) tree[path] = damaged(content, way)
      }
      const view = memoryHost(tree, { origin: { kind: 'disk', root: '/' } })
      const { result } = scan(view, intel, scanModules, clock, { progress: () => {}, deep: false, gaps: [] })
      const failed = result.gaps.filter(g => /internal error/.test(g.detail))
      assert.deepEqual(failed, [])
    }),
    { numRuns: 200 },
  )
})
