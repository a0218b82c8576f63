// Logs as crashes, other systems and attackers leave them: bounded, never silent, and what can be read is read.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Instant } from '../../core/instant.ts'
import { utcZone } from '../../core/zone.ts'
import { memoryHost, type Node } from '../../host/memory.ts'
import { authLog } from '../../parse/logs/auth-log.ts'
import { logFormats } from '../../parse/logs/index.ts'
import { readLogs } from './read-logs.ts'

const accepted = (user: string) => `Jan  9 10:00:00 web sshd[7]: Accepted password for ${user} from 192.0.2.7 port 50123 ssh2\n`
const now = { name: 'web', now: '2026-02-10T00:00:00Z' }
const read = (tree: Readonly<Record<string, Node>>, isCollected = false) =>
  readLogs(memoryHost(tree, now), isCollected ? logFormats : [authLog], { zone: utcZone, collected: isCollected })
const logins = (tree: Readonly<Record<string, Node>>, isCollected = false) =>
  read(tree, isCollected)
    .events.filter(e => e.verb === 'login')
    .map(e => e.user)

test('UTF-16 as Windows saves a collected log, both ways round', () => {
  const little = Buffer.from(`\ufeff${accepted('a')}${accepted('b')}`, 'utf16le')
  const big = Buffer.from(little).swap16()
  assert.deepEqual(logins({ '/case/auth.log': { content: little } }, true), ['a', 'b'])
  assert.deepEqual(logins({ '/case/auth.log': { content: big } }, true), ['a', 'b'])
  assert.deepEqual(logins({ '/var/log/auth.log': { content: little } }), ['a', 'b'])
})

test('a byte order mark of UTF-8, Latin-1 and GBK inside of names, and ends of lines of Windows', () => {
  const gbk = Buffer.from([0xd6, 0xd0, 0xce, 0xc4])
  const content = Buffer.concat([
    Buffer.from(`\ufeff${accepted('first')}`),
    Buffer.from('Jan  9 10:00:00 web sshd[7]: Accepted password for '),
    gbk,
    Buffer.from(' from 192.0.2.7 port 50123 ssh2\r\n'),
    Buffer.from(accepted('m\u00fcller'), 'latin1'),
  ])
  assert.equal(logins({ '/var/log/auth.log': { content } }).length, 3)
})

test('NULs after a crash, in the midst of a line and of a file', () => {
  const content = Buffer.concat([Buffer.from(accepted('a')), Buffer.alloc(5000), Buffer.from(accepted('b'))])
  const { events, sources } = read({ '/var/log/auth.log': { content, mtime: '2026-01-09T10:00:00.000Z' as Instant } })
  assert.deepEqual(
    events.filter(e => e.verb === 'login').map(e => e.user),
    ['a', 'b'],
  )
  assert.equal(sources[0]?.state, 'partly')
})

test('a line of many megabytes hides neither what stands before nor what stands behind it', () => {
  const content = Buffer.concat([Buffer.from(accepted('a')), Buffer.alloc(20 << 20, 'x'), Buffer.from(`\n${accepted('b')}`)])
  assert.deepEqual(logins({ '/var/log/auth.log': { content } }), ['a', 'b'])
})

test('thousands of rotated files and links that lead in a circle: bounded', () => {
  const tree: Record<string, Node> = { '/var/log/auth.log': accepted('now') }
  for (let i = 1; i < 3000; i++) tree[`/var/log/auth.log.${i}`] = i === 1500 ? accepted('then') : 'Jan  1 10:00:00 web x: y\n'
  assert.deepEqual(logins(tree).sort(), ['now', 'then'])
  const circle = { '/case/a/auth.log': accepted('a'), '/case/a/up': { link: '/case' }, '/case/b': { link: '/case/b' } }
  assert.deepEqual(logins(circle, true), ['a'])
})

test('a log that grows while it is read is read as far as it was, and one that is cut says so', () => {
  const host = memoryHost({ '/var/log/auth.log': accepted('a') + accepted('b') }, now)
  const length = accepted('a').length
  const sized = (size: number) => ({
    ...host,
    files: {
      ...host.files,
      stat: (path: string) => {
        const stat = host.files.stat(path)
        return 'size' in stat ? { ...stat, size } : stat
      },
    },
  })
  const grown = readLogs(sized(length), [authLog], { zone: utcZone })
  assert.deepEqual(
    grown.events.map(e => e.user),
    ['a'],
  )
  const cut = readLogs(sized(10 * length), [authLog], { zone: utcZone })
  assert.deepEqual(
    cut.events.filter(e => e.verb === 'login').map(e => e.user),
    ['a', 'b'],
  )
  assert.ok(cut.gaps.some(({ why }) => why === 'capped'))
})
