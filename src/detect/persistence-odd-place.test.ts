import assert from 'node:assert/strict'
import { test } from 'node:test'
import { autostartOf, fileOf } from '../../test/facts.ts'
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

test('a hidden directory inside of a familiar one; an entry that is switched off; settings', () => {
  assert.equal(detect('/home/bob/.cache/.upd/run.sh')[0]?.severity, 'medium')
  assert.equal(detect('/home/bob/.config/polybar/launch.sh').length, 0)
  const severityOf = (given: Partial<Parameters<typeof autostartOf>[0]>) => {
    const autostarts = [autostartOf({ path: '/etc/x', ...given })]
    return [...persistenceOddPlace.detect(factsOf({ autostarts }), intelWith(), new Set())][0]?.severity
  }
  assert.deepEqual(
    ['/usr/lib/.kworker/kworkerds', '/tmp/x', '/home/bob/.x/y'].map(command => severityOf({ command, disabled: true })),
    ['medium', 'low', 'low'],
  )
  assert.equal(severityOf({ kind: 'grub', command: 'init=/usr/lib/.init' }), 'medium')
  assert.equal(severityOf({ kind: 'polkit', command: '["/usr/local/bin/allowed"]' }), undefined)
})

test('the text of a file that is an entry as a whole', () => {
  const whole = (head: string) => {
    const path = '/etc/network/if-up.d/x'
    const autostarts = [autostartOf({ path, command: path, extent: 'file', kind: 'if-up' })]
    return [
      ...persistenceOddPlace.detect(factsOf({ autostarts, files: [fileOf({ path, magic: 'script', head })] }), intelWith(), new Set()),
    ]
  }
  assert.equal(whole('#!/bin/sh\nnohup /dev/shm/.x/y >/dev/null 2>&1 &\n')[0]?.severity, 'medium')
  assert.equal(whole('#!/bin/sh\ncp /tmp/.ir/x $DESTDIR/\n')[0]?.severity, 'medium')
  assert.equal(whole('#!/usr/bin/python3\nimport subprocess\nsubprocess.Popen(["/tmp/.p/x"])\n')[0]?.severity, 'medium')
  for (const body of [
    'mkdir -m 01777 /tmp/.X11-unix',
    'rm -rf /tmp/x',
    'cp /tmp/report /srv/',
    'zcat "$0" > /tmp/$prog; /tmp/$prog',
    '/opt/a/b',
  ])
    assert.deepEqual(whole(`#!/bin/sh\n${body}\n`), [], body)
  assert.deepEqual(whole('#!/usr/bin/python3\n# Writes /tmp/.p/x\nimport subprocess\nsubprocess.run(["/usr/bin/true", "/tmp/.p/x"])\n'), [])
})
