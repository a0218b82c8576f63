import assert from 'node:assert/strict'
import { test } from 'node:test'
import { userOf } from '../../test/facts.ts'
import { utmpBytes } from '../../test/utmp.ts'
import { bytesOf, concat } from '../core/bytes.ts'
import type { Login } from '../core/facts/account.ts'
import { factsOf } from '../core/facts.ts'
import { type Gap, isGap } from '../core/gap.ts'
import { memoryHost, type Node } from '../host/memory.ts'
import { logins } from './logins.ts'

const at = Date.parse('2026-05-01T00:00:00Z')

function collect(tree: Readonly<Record<string, Node>>): { rows: Login[]; gaps: Gap[] } {
  const users = [userOf({ name: 'root', uid: 0 }), userOf({ name: 'far', uid: 4_000_000_000 }), userOf({ name: 'ann', uid: 3 })]
  const all = [...logins.collect(memoryHost(tree), factsOf({ users }), new Set())]
  return { rows: all.flatMap(row => (!isGap(row) && row[0] === 'logins' ? [row[1]] : [])), gaps: all.filter(isGap) }
}

test('kinds of record, and the address from the host name when the field is empty', () => {
  const { rows } = collect({
    '/var/log/wtmp': concat([
      utmpBytes({ type: 2, user: 'reboot', tty: '~', at }),
      utmpBytes({ type: 7, user: 'root', tty: 'pts/0', host: '192.0.2.9', address: '192.0.2.9', at: at + 1000 }),
      utmpBytes({ type: 8, tty: 'pts/0', at: at + 2000 }),
    ]),
    '/var/log/btmp': utmpBytes({ type: 6, user: 'admin', tty: 'ssh:notty', host: '192.0.2.1', at }),
  })
  assert.deepEqual(
    rows.map(r => [r.source, r.type, r.user, r.address]),
    [
      ['wtmp', 'boot', 'reboot', ''],
      ['wtmp', 'login', 'root', '192.0.2.9'],
      ['wtmp', 'logout', '', ''],
      ['btmp', 'failed', 'admin', '192.0.2.1'],
    ],
  )
  assert.equal(rows[1]?.at, '2026-05-01T00:00:01.000Z')
})

test('only the newest 2,000 records of a long file, the rest of the count from the one before', () => {
  const many = (n: number, user: string) =>
    concat(Array.from({ length: n }, (_, i) => utmpBytes({ user, tty: 'pts/1', at: at + i * 1000 })))
  assert.equal(collect({ '/var/log/wtmp': many(2500, 'a'), '/var/log/wtmp.1': many(5, 'b') }).rows.length, 2000)
  const { rows } = collect({ '/var/log/wtmp': many(1990, 'a'), '/var/log/wtmp.1': many(50, 'b') })
  assert.equal(rows.filter(r => r.user === 'b').length, 10)
  assert.equal(rows.filter(r => r.user === 'b')[0]?.at, '2026-05-01T00:00:40.000Z')
})

test('corruption is a gap, what makes sense is given', () => {
  const { rows, gaps } = collect({ '/var/log/btmp': concat([utmpBytes({ user: 'x', tty: 'ssh:notty', at }), bytesOf('c'.repeat(400))]) })
  assert.equal(rows.length, 1)
  assert.deepEqual([gaps[0]?.source, gaps[0]?.why], ['/var/log/btmp', 'malformed'])
})

test('lastlog of known accounts', () => {
  const file = new Uint8Array(292 * 4)
  new DataView(file.buffer).setUint32(292 * 3, at / 1000, true)
  file.set(bytesOf('pts/2'), 292 * 3 + 4)
  file.set(bytesOf('192.0.2.3'), 292 * 3 + 36)
  const { rows, gaps } = collect({ '/var/log/lastlog': file })
  assert.deepEqual(
    rows.map(r => [r.source, r.user, r.tty, r.address, r.at]),
    [['lastlog', 'ann', 'pts/2', '192.0.2.3', '2026-05-01T00:00:00.000Z']],
  )
  assert.deepEqual(gaps, [])
})
