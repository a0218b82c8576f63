import assert from 'node:assert/strict'
import { test } from 'node:test'
import { autostartOf, fileOf, processOf } from '../../test/facts.ts'
import { intelWith } from '../../test/intel-with.ts'
import { type EntityId, entity } from '../core/entity.ts'
import type { Autostart } from '../core/facts/autostart.ts'
import { factsOf } from '../core/facts.ts'
import { persistenceRestartsSuspect } from './persistence-restarts-suspect.ts'

const bad = processOf({ pid: 7, exe: { path: '/opt/x/kworker', deleted: false, memfd: false } })
const python = processOf({ pid: 8, exe: { path: '/usr/bin/python3.11', deleted: false, memfd: false } })
const detect = (command: string, leads: EntityId[], given: Partial<Autostart> = {}) => [
  ...persistenceRestartsSuspect.detect(
    factsOf({ processes: [bad, python], autostarts: [autostartOf({ path: '/etc/cron.d/x', command, ...given })] }),
    intelWith(),
    new Set(leads),
  ),
]

test('hit: names the program of an accused process or an accused file, or is one as a whole', () => {
  assert.deepEqual(detect('cd / && /opt/x/kworker -B', [bad.id])[0]?.about[1], bad.id)
  assert.equal(detect('sh /srv/run.sh', [entity('file', '/srv/run.sh')]).length, 1)
  assert.equal(detect('true', [entity('file', '/etc/cron.hourly/x')], { path: '/etc/cron.hourly/x', extent: 'file' }).length, 1)
})

test('near miss: no leads, another program, an interpreter that an accused process happens to use', () => {
  assert.equal(detect('/opt/x/kworker', []).length, 0)
  assert.equal(detect('/opt/x/kworker2', [bad.id]).length, 0)
  assert.equal(detect('/usr/bin/python3.11 /srv/job.py', [python.id]).length, 0)
})

test('near miss: a unit that calls a command which the intruder replaced: it means the command', () => {
  const files = [fileOf({ path: '/bin/kill', magic: 'script', packaged: 'modified' })]
  const autostarts = [autostartOf({ path: '/lib/systemd/system/ssh.service', extent: 'file', command: '/bin/kill -HUP $MAINPID' })]
  const accused = new Set([entity('file', '/bin/kill')])
  assert.equal([...persistenceRestartsSuspect.detect(factsOf({ files, autostarts }), intelWith(), accused)].length, 0)
})

test('near miss: a line beside an accused one in the same file, a job that tends a file which many write', () => {
  assert.equal(detect('true', [entity('file', '/etc/cron.d/x')]).length, 0)
  const keys = '/root/.ssh/authorized_keys'
  assert.equal(detect('', [entity('file', keys)], { kind: 'authorized-keys', path: keys }).length, 0)
  assert.equal(detect(`cp ${keys} /var/backups/keys`, [entity('file', keys)]).length, 0)
  assert.equal(detect('gzip /var/log/auth.log', [entity('file', '/var/log/auth.log')]).length, 0)
})
