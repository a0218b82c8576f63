import assert from 'node:assert/strict'
import { test } from 'node:test'
import { journalBytes } from '../../test/journal.ts'
import { factsOf } from '../core/facts.ts'
import { isGap } from '../core/gap.ts'
import { memoryHost, type Node } from '../host/memory.ts'
import { sshLogins } from './ssh-logins.ts'

const key = 'SHA256:qkSmUdNCU0qEXVBhyDsAuzHfvmHJ+Ei1CSlwWBVT9AQ'
const line = `Accepted publickey for root from 192.0.2.7 port 50123 ssh2: ED25519 ${key}`

function collect(tree: Readonly<Record<string, Node>>) {
  return [...sshLogins.collect(memoryHost(tree), factsOf(), new Set())].flatMap(row =>
    isGap(row) || row[0] !== 'sshLogins' ? [] : [[row[1].user, row[1].port, row[1].fingerprint, row[1].at]],
  )
}

test('a text log: the time only where its zone is told', () => {
  const rows = collect({
    '/var/log/auth.log': `2026-05-01T02:00:00.5+02:00 web sshd[7]: ${line}\nMay  1 02:00:01 web sshd[7]: ${line}\nother\n`,
  })
  assert.deepEqual(rows, [
    ['root', 50123, key, '2026-05-01T00:00:00.000Z'],
    ['root', 50123, key, undefined],
  ])
})

test('the journal, with its own time; the newest archived ones too; not what others than root wrote in the name of sshd', () => {
  const at = Date.parse('2026-05-01T00:00:00Z')
  const entry = (text: string, uid = '0') => ({ at, fields: { SYSLOG_IDENTIFIER: 'sshd', MESSAGE: text, _UID: uid } })
  const journal = journalBytes([entry(line)])
  const archived = (n: number) => `/var/log/journal/m/system@0-0-000000000000000${n}.journal`
  const rows = collect({
    '/var/log/journal/m/system.journal': journal,
    [archived(1)]: journal,
    [archived(2)]: journalBytes([entry('Accepted password for b from 192.0.2.8 port 2 ssh2')], { compact: false, keyed: false }),
    [archived(3)]: journalBytes([entry('nothing'), entry(line, '1000')], { compact: false }),
  })
  assert.deepEqual(rows, [
    ['root', 50123, key, '2026-05-01T00:00:00.000Z'],
    ['b', 2, '', '2026-05-01T00:00:00.000Z'],
  ])
})

test('no logs, no journal at all', () => {
  assert.deepEqual(collect({ '/var/log/journal/m/system.journal': 'not one' }), [])
  assert.deepEqual(collect({}), [])
})
