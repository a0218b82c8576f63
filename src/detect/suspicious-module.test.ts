import assert from 'node:assert/strict'
import { test } from 'node:test'
import { autostartOf } from '../../test/facts.ts'
import { noIntel } from '../../test/intel.ts'
import { moduleOf } from '../../test/system.ts'
import type { KernelModule } from '../core/facts/system.ts'
import { factsOf } from '../core/facts.ts'
import { suspiciousModule } from './suspicious-module.ts'

const detect = (...modules: KernelModule[]) => [...suspiciousModule.detect(factsOf({ modules }), noIntel, new Set())]
const ext4 = moduleOf({ name: 'ext4', file: '/lib/modules/6.1.0/kernel/fs/ext4/ext4.ko' })

test('hit: unsigned and without a file; a rootkit by name', () => {
  assert.deepEqual(
    detect(ext4, moduleOf({ name: 'xq', taint: 'OE' }), moduleOf({ name: 'diamorphine', taint: 'OE' })).map(f => [f.about[0], f.severity]),
    [
      ['module:xq', 'low'],
      ['module:diamorphine', 'medium'],
    ],
  )
})

test('near miss: vendors, DKMS, signed modules, and a machine without an index', () => {
  const dkms = moduleOf({ name: 'xq', taint: 'OE', file: '/lib/modules/6.1.0/updates/dkms/xq.ko' })
  assert.deepEqual(
    detect(
      ext4,
      dkms,
      moduleOf({ name: 'nvidia_uvm', taint: 'POE' }),
      moduleOf({ name: 'falcon_kal', taint: 'POE' }),
      moduleOf({ name: 'y' }),
    ),
    [],
  )
  assert.deepEqual(detect(moduleOf({ name: 'xq', taint: 'OE' })), [])
})

test('a rootkit named among the modules to load at boot; near miss: ordinary names, and the name elsewhere', () => {
  const load = (command: string, kind = 'modules-load') => [
    ...suspiciousModule.detect(factsOf({ autostarts: [autostartOf({ path: '/etc/modules', kind, command })] }), noIntel, new Set()),
  ]
  assert.equal(load('reptile-module opt=1')[0]?.severity, 'medium')
  for (const command of ['br_netfilter', 'msr', 'wireguard']) assert.deepEqual(load(command), [])
  assert.deepEqual(load('reptile', 'cron-d'), [])
})
