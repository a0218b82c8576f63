import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { utcZone } from '../../core/zone.ts'
import { memoryHost } from '../../host/memory.ts'
import { logFormats } from '../../parse/logs/index.ts'
import { collectedLogs } from './collected-logs.ts'
import { rotatedName } from './find-logs.ts'
import { readLogs } from './read-logs.ts'

const accepted = 'Jan  9 10:00:00 web sshd[7]: Accepted password for root from 192.0.2.7 port 50123 ssh2\n'
const tree = {
  '/case7/web01_auth.txt': accepted,
  '/case7/old/auth.log.2.gz': gzipSync(accepted),
  '/case7/audit.log':
    'type=USER_LOGIN msg=audit(1767323045.123:8): pid=9 uid=0 auid=0 ses=5 msg=\'op=login id=0 exe="/usr/sbin/sshd" addr=192.0.2.7 res=success\'\n',
  '/case7/home/bob/.bash_history': '#1767323045\nid\n',
  '/case7/notes.docx': 'PK\u0003\u0004 nothing that anybody logs',
  '/case7/empty.log': '',
}

test('files are known by how they begin, whatever they are called', () => {
  const { chains, gaps } = collectedLogs(memoryHost(tree), logFormats)
  assert.deepEqual(chains.map(({ format, path, files }) => `${format.id} ${path} ${files[0]?.age}`).sort(), [
    'audit-log /case7/audit.log 0',
    'auth-log /case7/old/auth.log 3',
    'auth-log /case7/web01_auth.txt 0',
    'bash-history /case7/home/bob/.bash_history 0',
  ])
  assert.deepEqual(gaps, [])
  const read = readLogs(memoryHost(tree, { now: '2026-02-01T00:00:00Z' }), logFormats, { collected: true, zone: utcZone })
  assert.deepEqual(
    read.events.map(e => `${e.verb} ${e.user} ${e.locator}`),
    [
      // Of the year of the files themselves, which is 2026-01-01.
      'login root /case7/old/auth.log.2.gz:1',
      'login root /case7/web01_auth.txt:1',
      'command bob /case7/home/bob/.bash_history:2',
      'login root /case7/audit.log:1',
    ],
  )
  assert.equal(read.sources.find(s => s.source === 'auth')?.state, 'kept')
})

test('names of rotated files', () => {
  const of = (name: string): string => Object.values(rotatedName(name)).join(' ')
  assert.equal(of('auth.log'), 'auth.log 0 ')
  assert.equal(of('auth.log.3.gz'), 'auth.log 4 gz')
  assert.match(of('secure-20260101.xz'), /^secure \d+ xz$/)
  assert.match(of('access-20260101.log'), /^access\.log \d+ $/)
  assert.equal(of('dump.gz'), 'dump 0 gz')
})
