import assert from 'node:assert/strict'
import { test } from 'node:test'
import { processOf } from '../../test/facts.ts'
import { noIntel } from '../../test/intel.ts'
import type { Process } from '../core/facts/process.ts'
import { factsOf } from '../core/facts.ts'
import { kernelThreadMasquerade } from './kernel-thread-masquerade.ts'

const exe = { path: '/usr/bin/x', deleted: false, memfd: false }
const detect = (given: Partial<Process>) =>
  [...kernelThreadMasquerade.detect(factsOf({ processes: [processOf({ pid: 7, exe, ...given })] }), noIntel, new Set())].map(
    f => f.severity,
  )

test('hit: a bracketed title, a comm, a name spelled nearly so', () => {
  for (const given of [
    { argv: ['[kworker/0:2]'] },
    { argv: ['[kswapd0]', ''] },
    { argv: ['[kworker/0:2]', '300'] },
    { name: 'kworker/u8:1' },
    { name: 'ksoftirqd/0', argv: ['sleep', '9'] },
  ])
    assert.deepEqual(detect(given), ['high'], JSON.stringify(given))
  for (const name of [
    'kdevtmpfsi',
    'kthreaddk',
    'kthreaddi',
    'kthreadadd32',
    'kthrotlds',
    'khugepageds',
    'kswapd00',
    'kauditd0',
    'kworkerds',
  ])
    assert.deepEqual(detect({ name, argv: [name] }), ['medium'], name)
  assert.deepEqual(detect({ name: 'a', argv: ['[crypto]'] }), ['low'])
})

test('near miss: true kernel threads, and programs that only begin with a k or a bracket', () => {
  assert.deepEqual(detect({ kernelThread: true, name: 'kworker/0:1', argv: [] }), [])
  assert.deepEqual(detect({ name: 'kworker/u8:0', exe: undefined, virtualBytes: 0 }), [])
  assert.deepEqual(detect({ name: 'kworker/u8:0', state: 'Z' }), [])
  for (const name of [
    'kubelet',
    'kadmind',
    'krb5kdc',
    'ksmtuned',
    'auditd',
    'kwalletd5',
    'kscreend',
    'kded5',
    'keepalived',
    'kactivitymanage',
    'watchdogd',
    'migration',
  ])
    assert.deepEqual(detect({ name, argv: [`/usr/bin/${name}`] }), [], name)
  assert.deepEqual(detect({ name: 'celery', argv: ['[celeryd: celery@host:MainProcess] -active- (worker)'] }), [])
  assert.deepEqual(detect({ name: 'lxc-start', argv: ['[lxc monitor] /var/lib/lxc web1'] }), [])
})
