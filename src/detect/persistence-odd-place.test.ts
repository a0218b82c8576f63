import assert from 'node:assert/strict'
import { test } from 'node:test'
import { autostartOf } from '../../test/facts.ts'
import { intelWith } from '../../test/intel-with.ts'
import { factsOf } from '../core/facts.ts'
import { persistenceOddPlace } from './persistence-odd-place.ts'

const detect = (command: string) => [
  ...persistenceOddPlace.detect(factsOf({ autostarts: [autostartOf({ path: '/etc/crontab', command })] }), intelWith(), new Set()),
]

test('hit: temporary, memory and hidden places, directly and through a shell', () => {
  assert.equal(detect('/dev/shm/a')[0]?.severity, 'medium')
  assert.equal(detect('sh /tmp/.x/run.sh')[0]?.severity, 'medium')
  assert.equal(detect('nohup /var/tmp/kswapd0 >/dev/null 2>&1 &')[0]?.severity, 'medium')
  assert.equal(detect('~/.configs/a/upd')[0]?.severity, 'low')
})

test('near miss: ordinary programs, cleaning /tmp, tools that live in dot directories', () => {
  for (const command of [
    '/usr/bin/certbot renew',
    'find /tmp -mtime +7 -delete',
    'rm -rf /tmp/x',
    '"/root/.acme.sh"/acme.sh --cron',
    '/home/a/.local/bin/x',
    '/opt/a/bin/b',
  ])
    assert.equal(detect(command).length, 0, command)
})
