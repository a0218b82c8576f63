import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fileOf, statOf } from '../../test/facts.ts'
import { noIntel } from '../../test/intel.ts'
import { factsOf } from '../core/facts.ts'
import type { Stat } from '../core/host.ts'
import { immutableFlag } from './immutable-flag.ts'

const detect = (path: string, flags: Partial<Stat>) => [
  ...immutableFlag.detect(factsOf({ files: [fileOf({ path, stat: statOf(flags) })] }), noIntel, new Set()),
]

test('hit: jobs, keys, units and temporary files; both flags weigh more', () => {
  for (const path of [
    '/etc/cron.d/x',
    '/var/spool/cron/root',
    '/root/.ssh/authorized_keys',
    '/etc/systemd/system/a.service',
    '/tmp/x',
    '/etc/ld.so.preload',
  ])
    assert.equal(detect(path, { immutable: true })[0]?.severity, 'medium', path)
  assert.equal(detect('/etc/cron.d/x', { immutable: true, appendOnly: true })[0]?.confidence, 0.6)
})

test('near miss: what owners lock, and no flag at all', () => {
  for (const path of ['/etc/resolv.conf', '/etc/passwd', '/var/log/auth.log'])
    assert.equal(detect(path, { immutable: true, appendOnly: true }).length, 0, path)
  assert.equal(detect('/etc/cron.d/x', { immutable: false }).length, 0)
  assert.equal(detect('/srv/data', { immutable: true })[0]?.severity, 'low')
})
