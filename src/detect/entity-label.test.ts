import assert from 'node:assert/strict'
import { test } from 'node:test'
import { processOf } from '../../test/facts.ts'
import { entity } from '../core/entity.ts'
import { entityLabels } from './entity-label.ts'

test('hit: each kind of thing by the name people know', () => {
  const process = processOf({ pid: 7, name: 'kswapd0' })
  const label = entityLabels({ processes: [process] })
  assert.equal(label(process.id), '7(kswapd0)')
  assert.equal(label('process:8@1'), '8')
  assert.equal(label('autostart:cron-d:/etc/cron.d/x#2'), '/etc/cron.d/x')
})

test('near miss: a hash sign that belongs to the name stays', () => {
  const label = entityLabels({ processes: [] })
  assert.equal(label('autostart:systemd-service:/etc/systemd/system/a#b.service'), '/etc/systemd/system/a#b.service')
  assert.equal(label('key:/root/.ssh/authorized_keys#SHA256:abc'), '/root/.ssh/authorized_keys')
  assert.equal(label(entity('container', '0123456789abcdef')), '0123456789ab')
  assert.equal(label('file:/tmp/a#b'), '/tmp/a#b')
})
