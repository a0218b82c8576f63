import assert from 'node:assert/strict'
import { test } from 'node:test'
import { journalBytes } from '../../../test/journal.ts'
import { entity } from '../../core/entity.ts'
import type { LoginTries } from '../../core/facts/wire.ts'
import type { Instant } from '../../core/instant.ts'
import { memoryHost, type Node } from '../../host/memory.ts'
import { triesInLogs, triesOnWire } from './tries.ts'

const from = '2026-04-01T00:00:00.000Z' as Instant
const head = (second: number): string => `2026-05-01T02:00:${String(second).padStart(2, '0')}.000000+00:00 web sshd[7]: `
const told = (tree: Readonly<Record<string, Node>>): readonly string[] =>
  triesInLogs(memoryHost(tree, { now: '2026-05-02T00:00:00.000Z' as Instant }), from).tries.map(
    ({ at, address, user, accepted, locator }) =>
      `${new Date(at).toISOString().slice(11, 19)} ${accepted ? '+' : '-'} ${user}@${address} ${locator}`,
  )

test('each refusal for itself, repeated ones as often as they were; keys that were offered and those who hung up are none', () => {
  const content = [
    'Failed password for root from 192.0.2.7 port 1 ssh2',
    'Failed password for root from 192.0.2.7 port 1 ssh2',
    'message repeated 2 times: [ Failed password for root from 192.0.2.7 port 1 ssh2]',
    'Failed publickey for root from 192.0.2.7 port 1 ssh2: RSA SHA256:qkSmUdNCU0qEXVBhyDsAuzHfvmHJ+Ei1CSlwWBVT9AQ',
    'Connection closed by authenticating user root 192.0.2.7 port 1 [preauth]',
    'Invalid user test from 2001:db8::7 port 2',
    'Accepted password for alice from 192.0.2.8 port 3 ssh2',
    'Invalid user Failed password for root from 192.0.2.99 port 1 ssh2 from 192.0.2.9 port 4',
  ]
    .map((message, i) => `${head(i)}${message}\n`)
    .join('')
  assert.deepEqual(told({ '/var/log/auth.log': { content, mtime: '2026-05-01T02:01:00.000Z' as Instant } }), [
    '02:00:00 - root@192.0.2.7 /var/log/auth.log:1',
    '02:00:01 - root@192.0.2.7 /var/log/auth.log:2',
    '02:00:02 - root@192.0.2.7 /var/log/auth.log:3',
    '02:00:02 - root@192.0.2.7 /var/log/auth.log:3',
    '02:00:05 - test@2001:db8::7 /var/log/auth.log:6',
    '02:00:06 + alice@192.0.2.8 /var/log/auth.log:7',
    '02:00:07 - Failed password for root from 192.0.2.99 port 1 ssh2@192.0.2.9 /var/log/auth.log:8',
  ])
})

test('where sshd writes to a log and to the journal, what goes on is counted, and once', () => {
  const message = 'Failed password for root from 192.0.2.7 port 1 ssh2'
  const auth = { content: `${head(0)}${message}\n`, mtime: '2026-05-01T02:01:00.000Z' as Instant }
  const journal = (time: string): Uint8Array =>
    journalBytes([
      {
        fields: { MESSAGE: message, SYSLOG_IDENTIFIER: 'sshd', _COMM: 'sshd', _UID: '0', _EXE: '/usr/sbin/sshd', _TRANSPORT: 'syslog' },
        at: Date.parse(time),
      },
    ])
  const path = '/var/log/journal/m/system.journal'
  const both = (time: string) => told({ '/var/log/auth.log': auth, [path]: { content: journal(time), mtime: time as Instant } })
  assert.deepEqual(both('2026-05-01T02:00:00.000Z'), ['02:00:00 - root@192.0.2.7 /var/log/auth.log:1'])
  assert.match(both('2026-05-01T09:00:00.000Z').join('\n'), /^09:00:00 - root@192\.0\.2\.7 \/var\/log\/journal\/m\/system\.journal#\S+$/)
})

test('on the wire: what services of this host refused, sshd left to its log', () => {
  const row = (given: Partial<LoginTries>): LoginTries => ({
    conversation: entity('connection', 'tcp/192.0.2.7:50000-198.51.100.2:6379'),
    at: '2026-05-01T02:00:00.000Z' as Instant,
    frame: 'live#7',
    client: { address: '192.0.2.7', port: 50_000 },
    server: { address: '198.51.100.2', port: 6379 },
    via: [],
    service: 'redis',
    users: [],
    refused: 3,
    accepted: false,
    ...given,
  })
  const own = ['198.51.100.2']
  assert.deepEqual(
    triesOnWire([row({}), row({ service: 'ssh' }), row({ server: { address: '192.0.2.9', port: 6379 } })], own).map(t => [
      t.address,
      t.service,
      t.locator,
    ]),
    Array.from({ length: 3 }, () => ['192.0.2.7', 'redis', 'live#7']),
  )
  assert.deepEqual(
    triesOnWire([row({ users: ['sa', 'admin'], refused: 2, accepted: true })], own).map(t => [t.user, t.accepted]),
    [
      ['sa', false],
      ['admin', false],
      ['admin', true],
    ],
  )
})
