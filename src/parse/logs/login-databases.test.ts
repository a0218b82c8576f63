import assert from 'node:assert/strict'
import { DatabaseSync } from 'node:sqlite'
import { test } from 'node:test'
import fc from 'fast-check'
import type { BinaryFormat } from '../../core/log-format.ts'
import { lastlog2Log, wtmpdbLog } from './login-databases.ts'

function database(...statements: string[]): Uint8Array {
  const made = new DatabaseSync(':memory:')
  for (const statement of statements) made.exec(statement)
  const bytes = made.serialize()
  made.close()
  return bytes
}
const read = (format: BinaryFormat, bytes: Uint8Array) => [
  ...format.read((from, length) => bytes.subarray(from, from + length), bytes.length, { path: '/x.db', user: '' }),
]
const seconds = Date.parse('2026-03-01T10:00:00Z') / 1000

const lastlog2 = database(
  'CREATE TABLE Lastlog(Name TEXT PRIMARY KEY, Time INTEGER, TTY TEXT, RemoteHost TEXT, Service TEXT)',
  `INSERT INTO Lastlog VALUES ('root', ${seconds}, 'ssh', '203.0.113.9', 'sshd'), ('never', 0, '', '', '')`,
)
const wtmpdb = database(
  'CREATE TABLE wtmp(ID INTEGER PRIMARY KEY, Type INTEGER, User TEXT NOT NULL, Login INTEGER, Logout INTEGER, TTY TEXT, RemoteHost TEXT, Service TEXT) STRICT',
  `INSERT INTO wtmp VALUES (1, 1, 'reboot', ${seconds}000000, NULL, '~', '6.1.0', NULL), (2, 3, 'root', ${seconds + 5}123456, ${seconds + 9}000000, 'pts/0', '2001:db8::1', 'sshd')`,
)

test('lastlog2', () => {
  assert.deepEqual(
    read(lastlog2Log, lastlog2).map(one => 'verb' in one && [one.verb, one.user, one.address, one.time?.ms, one.program]),
    [['login', 'root', '203.0.113.9', seconds * 1000, 'sshd']],
  )
})

test('wtmpdb: boots, logins and logouts', () => {
  assert.deepEqual(
    read(wtmpdbLog, wtmpdb).map(one => 'verb' in one && [one.verb, one.user, one.address, one.time?.ms, one.program]),
    [
      ['boot', undefined, undefined, seconds * 1000, undefined],
      ['login', 'root', '2001:db8::1', (seconds + 5) * 1000 + 123.456, 'sshd'],
      ['logout', 'root', '2001:db8::1', (seconds + 9) * 1000, 'sshd'],
    ],
  )
  const extent = wtmpdbLog.extent((from, length) => wtmpdb.subarray(from, from + length), wtmpdb.length)
  assert.deepEqual([extent?.records, extent?.from?.ms, extent?.to?.ms], [3, seconds * 1000, (seconds + 9) * 1000])
})

test('a database of something else tells nothing but that', () => {
  assert.deepEqual(
    read(wtmpdbLog, lastlog2).map(one => 'flaw' in one && one.flaw),
    ['corrupt'],
  )
  const head = Buffer.from(wtmpdb.subarray(0, 4096)).toString('latin1')
  assert.deepEqual([wtmpdbLog.recognise(head, 'x'), lastlog2Log.recognise(head, 'x')], [0.9, 0])
})

test('property: any bytes changed, no throw', () => {
  const change = fc.tuple(fc.nat(), fc.uint8Array({ minLength: 1, maxLength: 20 }))
  fc.assert(
    fc.property(fc.constantFrom(lastlog2, wtmpdb), fc.array(change, { maxLength: 10 }), (file, changes) => {
      const broken = file.slice()
      for (const [at, bytes] of changes) broken.set(bytes, at % (file.length - 20))
      for (const format of [lastlog2Log, wtmpdbLog]) read(format, broken)
    }),
  )
})
