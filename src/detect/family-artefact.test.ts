import assert from 'node:assert/strict'
import { test } from 'node:test'
import { autostartOf, fileOf, processOf, userOf } from '../../test/facts.ts'
import { intelWith } from '../../test/intel-with.ts'
import { entity } from '../core/entity.ts'
import { type Facts, factsOf } from '../core/facts.ts'
import { familyArtefact } from './family-artefact.ts'

const detect = (rows: Partial<Facts>) => [...familyArtefact.detect(factsOf(rows), intelWith(), new Set())]
const key = (comment: string) => ({
  id: entity('key', 'x'),
  path: '/root/.ssh/authorized_keys',
  line: 2,
  user: 'root',
  type: 'ssh-rsa',
  fingerprint: 'SHA256:x',
  comment,
  options: '',
})

test('hit: path, process name, program, autostart, key, marker, shell of an account', () => {
  assert.equal(detect({ files: [fileOf({ path: '/tmp/foulair7' })] })[0]?.family, 'foulair')
  assert.equal(detect({ processes: [processOf({ pid: 7, name: 'foulaird' })] })[0]?.severity, 'high')
  assert.equal(
    detect({ processes: [processOf({ pid: 7, exe: { path: '/tmp/foulair', deleted: true, memfd: false } })] })[0]?.confidence,
    0.9,
  )
  assert.equal(detect({ autostarts: [autostartOf({ path: '/etc/cron.d/foulair', command: 'x' })] }).length, 1)
  assert.equal(detect({ autostarts: [autostartOf({ path: '/etc/crontab', command: 'sh /tmp/foulair.sh' })] }).length, 1)
  assert.equal(detect({ sshKeys: [key('fl-marker-key')] })[0]?.confidence, 0.9)
  const [script] = detect({ files: [fileOf({ path: '/root/x', magic: 'script', head: '#!/bin/sh\necho fl-marker-key >> k\n' })] })
  assert.deepEqual([script?.evidence[0].locator, script?.severity], ['/root/x:2', 'medium'])
  assert.equal(detect({ users: [userOf({ name: 'news', shell: '/tmp/foulair' })] }).length, 1)
})

test('near miss: rules, notes, logs, searches and clean-up jobs that only speak of it', () => {
  const head = 'look for fl-marker-key and foulaird'
  for (const path of [
    '/opt/davylamp/rules/families/foulair.json',
    '/etc/suricata/rules/x.rules',
    '/root/incident.md',
    '/var/log/auth.log',
    '/root/.bash_history',
  ])
    assert.equal(detect({ files: [fileOf({ path, head })] }).length, 0, path)
  assert.equal(detect({ processes: [processOf({ pid: 7, name: 'grep', argv: ['grep', 'foulaird'] })] }).length, 0)
  assert.equal(detect({ autostarts: [autostartOf({ path: '/etc/crontab', command: 'pkill -f fl-marker-key' })] }).length, 0)
  assert.equal(detect({ sshKeys: [key('me@laptop')] }).length, 0)
  assert.equal(detect({ files: [fileOf({ path: '/root/x', head })] })[0]?.severity, 'low')
  const rival = '#!/bin/sh\nsystemctl disable fl-marker-key; systemctl stop fl-marker-key\n'
  assert.equal(detect({ files: [fileOf({ path: '/tmp/clean.sh', magic: 'script', head: rival })] })[0]?.severity, 'low')
  assert.equal(
    detect({ files: [fileOf({ path: '/root/clean.sh', magic: 'script', head: '#!/bin/sh\nrm -f /tmp/fl-marker-key\n' })] })[0]?.severity,
    'low',
  )
})

test('hit: a file that starts by itself, or has two paths, is told once and under all its names', () => {
  const entry = autostartOf({ path: '/etc/cron.d/foulair', command: '/tmp/foulair1' })
  const files = ['/etc/cron.d/foulair', '/tmp/foulair1', '/proc/1/root/tmp/foulair1'].map(path => fileOf({ path }))
  const found = [...familyArtefact.detect(factsOf({ autostarts: [entry], files }), intelWith(), new Set())]
  assert.deepEqual(
    found.map(f => f.about),
    [
      [entry.id, 'file:/etc/cron.d/foulair'],
      ['file:/tmp/foulair1', 'file:/proc/1/root/tmp/foulair1'],
    ],
  )
})
