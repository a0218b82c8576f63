import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { volatileOf } from '../../test/volatile.ts'
import { bytesOf } from '../core/bytes.ts'
import { factsOf } from '../core/facts.ts'
import { isGap } from '../core/gap.ts'
import type { HostView } from '../core/host.ts'
import { memoryHost, type Node } from '../host/memory.ts'
import { explainedTicks } from './cpu-window.ts'
import { vitals } from './vitals.ts'

const line = (pid: number, own: number) => `${pid} (x) R 1 1 1 0 -1 0 0 0 0 0 ${own} 0 0 0 20 0 1 0 5 1000 200 0\n`

/** A host of two cores whose clock runs only while it is waited for; `own(ms)` gives the ticks of its one process. */
function running(own: (ms: number) => number, extra: Readonly<Record<string, Node>> = {}): HostView {
  let clock = 0
  const volatile = volatileOf({
    pause(ms) {
      clock += ms
    },
    monotonic: () => clock,
  })
  const still = memoryHost(
    { '/proc/stat': '', '/proc/1/stat': line(1, 0), '/proc/9/stat': '', '/proc/loadavg': '2.00 1.00 0.50 2/9 9\n', ...extra },
    { volatile },
  )
  const moving: Record<string, () => string> = {
    '/proc/stat': () => `cpu  ${clock / 10} 0 0 ${clock / 10} 0 0 0 0 0 0\ncpu0 1 0 0 1\ncpu1 1 0 0 1\n`,
    '/proc/9/stat': () => line(9, own(clock)),
  }
  const read: HostView['files']['read'] = (path, max) => {
    const text = moving[path]
    return text === undefined ? still.files.read(path, max) : { bytes: bytesOf(text()), whole: true }
  }
  return { ...still, files: { ...still.files, read } }
}

const vitalsOf = (host: HostView) =>
  [...vitals.collect(host, factsOf(), new Set())].flatMap(r => (!isGap(r) && r[0] === 'vitals' ? [r[1]] : []))

test('a core that a visible process admits to is explained, one that nobody admits to is not', () => {
  const [honest] = vitalsOf(running(ms => ms / 10))
  assert.deepEqual([honest?.cores, honest?.cpuBusy, honest?.cpuUnexplained, honest?.windowMs], [2, 0.5, 0, 400])
  const [dark] = vitalsOf(running(() => 7))
  assert.deepEqual([dark?.cpuUnexplained, dark?.load], [1, [2, 1, 0.5]])
})

test('what is odd in one window only counts by the smallest difference', () => {
  const [row] = vitalsOf(running(ms => (ms <= 400 ? 0 : ms / 10 - 40)))
  assert.deepEqual([row?.cpuUnexplained, row?.windowMs], [0, 1500])
})

test('within a PID namespace or under hidepid nothing is claimed', () => {
  const namespace = running(() => 0, { '/proc/self/ns/pid': { link: 'pid:[4026532999]' } })
  assert.equal(vitalsOf(namespace)[0]?.cpuUnexplained, undefined)
  const hidden = running(() => 0, { '/proc/1/stat': { gap: 'denied' } })
  assert.ok([...vitals.collect(hidden, factsOf(), new Set())].some(isGap))
  assert.equal(vitalsOf(memoryHost({ '/proc/stat': 'cpu  1 2 3 4\n' })).length, 1)
})

test('ended children count once, with what they used in the window', () => {
  const parent = { ppid: 1, own: 10, children: 100, startTicks: 1 }
  const before = new Map([
    [2, parent],
    [3, { ppid: 2, own: 1000, children: 0, startTicks: 2 }],
  ])
  assert.equal(explainedTicks(before, new Map([[2, { ...parent, own: 12, children: 1130 }]]), 40), 2 + 30)
  assert.equal(explainedTicks(before, new Map([[2, parent]]), 40), 40, 'nobody waited for it')
  const grandchild = { ppid: 3, own: 50, children: 0, startTicks: 3 }
  const chain = new Map([...before, [4, grandchild] as const])
  assert.equal(explainedTicks(chain, new Map([[2, { ...parent, children: 1160 }]]), 40), 10, 'a whole chain ended')
  assert.equal(explainedTicks(new Map(), new Map([[2, parent]]), 40), 110, 'new with all it has')
})

test('never negative, whatever the counters do', () => {
  const ticks = fc.record({ ppid: fc.nat(5), own: fc.nat(), children: fc.nat(), startTicks: fc.nat(2) })
  const tasks = fc.array(fc.tuple(fc.nat(5), ticks)).map(rows => new Map(rows))
  fc.assert(fc.property(tasks, tasks, fc.nat(100), (a, b, w) => assert.ok(explainedTicks(a, b, w) >= 0)))
})
