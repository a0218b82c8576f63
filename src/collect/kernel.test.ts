import assert from 'node:assert/strict'
import { test } from 'node:test'
import { factsOf } from '../core/facts.ts'
import { isGap } from '../core/gap.ts'
import { memoryHost } from '../host/memory.ts'
import { kernel } from './kernel.ts'

const nodes = '/sys/devices/system/node/node0/hugepages/hugepages-2048kB/nr_hugepages'

test('reads state, huge pages now and at boot, msr and preload', () => {
  const host = memoryHost({
    '/proc/sys/kernel/osrelease': '6.1.0-18-amd64\n',
    '/proc/sys/kernel/tainted': '12288\n',
    '/proc/sys/kernel/core_pattern': '|/usr/lib/systemd/systemd-coredump %P\n',
    '/proc/sys/kernel/pid_max': '4194304\n',
    '/proc/sys/kernel/randomize_va_space': '2\n',
    '/proc/stat': 'cpu  1 2 3 4 5 6 7 8 9 10\nbtime 1700000000\n',
    [nodes]: '1280\n',
    '/etc/sysctl.conf': 'vm.nr_hugepages=1280\n',
    '/sys/module/msr/parameters/allow_writes': 'on\n',
    '/etc/ld.so.preload': '# x\n/usr/local/lib/a.so:/b.so\n',
  })
  const [row] = [...kernel.collect(host, factsOf(), new Set())].filter(r => !isGap(r))
  assert.deepEqual(row, [
    'kernel',
    {
      release: '6.1.0-18-amd64',
      bootedAt: '2023-11-14T22:13:20.000Z',
      tainted: 12288,
      corePattern: '|/usr/lib/systemd/systemd-coredump %P',
      pidMax: 4194304,
      hugepages: [
        { path: nodes, count: 1280 },
        { path: '/etc/sysctl.conf:1', count: 1280 },
      ],
      msr: { loaded: true, allowWrites: 'on' },
      preload: [
        { path: '/usr/local/lib/a.so', line: 2 },
        { path: '/b.so', line: 2 },
      ],
      sysctl: { 'kernel.core_pattern': '|/usr/lib/systemd/systemd-coredump %P', 'kernel.randomize_va_space': '2' },
    },
  ])
})

test('nothing there is no gap, refused is one', () => {
  assert.equal([...kernel.collect(memoryHost({}), factsOf(), new Set())].some(isGap), false)
  const refused = memoryHost({ '/etc/ld.so.preload': { gap: 'denied' } })
  assert.equal([...kernel.collect(refused, factsOf(), new Set())].filter(isGap).length, 1)
})
