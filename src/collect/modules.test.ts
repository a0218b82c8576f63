import assert from 'node:assert/strict'
import { test } from 'node:test'
import { factsOf } from '../core/facts.ts'
import { isGap } from '../core/gap.ts'
import { memoryHost, type Node } from '../host/memory.ts'
import { modules } from './modules.ts'

const collect = (tree: Readonly<Record<string, Node>>) => [...modules.collect(memoryHost(tree), factsOf(), new Set())]

test('one module in all views, one in sysfs only, built-in code in none', () => {
  const rows = collect({
    '/proc/sys/kernel/osrelease': '6.1.0\n',
    '/proc/modules': 'ext4 999424 1 - Live 0x0000000000000000\n',
    '/proc/kallsyms': 'ffffffffc0000000 t ext4_init\t[ext4]\n',
    '/sys/module/ext4/initstate': 'live\n',
    '/sys/module/diamorphine/initstate': 'live\n',
    '/sys/module/diamorphine/taint': 'OE\n',
    '/sys/module/printk/parameters/time': 'Y\n',
    '/lib/modules/6.1.0/modules.dep': 'kernel/fs/ext4/ext4.ko: kernel/lib/crc16.ko\n',
  })
  assert.deepEqual(rows, [
    ['modules', { id: 'module:diamorphine', name: 'diamorphine', seenBy: ['sys'], taint: 'OE', file: undefined }],
    [
      'modules',
      {
        id: 'module:ext4',
        name: 'ext4',
        seenBy: ['proc', 'sys', 'kallsyms'],
        taint: '',
        file: '/lib/modules/6.1.0/kernel/fs/ext4/ext4.ko',
      },
    ],
  ])
})

test('a kernel without modules is silent, a missing list beside loaded modules is a gap', () => {
  assert.deepEqual(collect({ '/proc/kallsyms': 'ffffffff81000000 T _stext\n' }), [])
  const rows = collect({ '/sys/module/x/initstate': 'live\n' })
  assert.deepEqual(
    rows.filter(isGap).map(g => g.source),
    ['/proc/modules'],
  )
})
