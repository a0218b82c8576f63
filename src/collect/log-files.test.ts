import assert from 'node:assert/strict'
import { test } from 'node:test'
import { userOf } from '../../test/facts.ts'
import { utmpBytes } from '../../test/utmp.ts'
import { bytesOf, concat } from '../core/bytes.ts'
import type { LogFile } from '../core/facts/system.ts'
import { factsOf } from '../core/facts.ts'
import { isGap } from '../core/gap.ts'
import type { Instant } from '../core/instant.ts'
import { memoryHost, type Node } from '../host/memory.ts'
import { logFiles } from './log-files.ts'

const at = Date.parse('2026-05-01T00:00:00Z')
const mtime = '2026-05-20T00:00:00.000Z' as Instant
const users = [userOf({ name: 'root', uid: 0, home: '/root' })]

function collect(tree: Readonly<Record<string, Node>>): ReadonlyMap<string, LogFile> {
  const rows = logFiles.collect(memoryHost(tree), factsOf({ users }), new Set())
  return new Map([...rows].flatMap(row => (!isGap(row) && row[0] === 'logFiles' ? [[row[1].path, row[1]] as const] : [])))
}

test('times of the first and last entry, a silence of days between two files', () => {
  const rows = collect({
    '/var/log/auth.log': { content: 'May 10 10:00:00 h sshd[1]: a\nMay 11 10:00:00 h sshd[1]: b\n', mtime },
    '/var/log/auth.log.1': { content: 'May  1 10:00:00 h sshd[1]: a\nMay  2 10:00:00 h sshd[1]: b\n', mtime },
    '/var/log/syslog': { content: '2026-05-02T10:00:01+00:00 h a\n', mtime },
    '/var/log/syslog.1': { content: '2026-05-02T10:00:00+00:00 h a\n', mtime },
  })
  const auth = rows.get('/var/log/auth.log')
  assert.deepEqual([auth?.first, auth?.last, auth?.oddities], ['2026-05-10T10:00:00.000Z', '2026-05-11T10:00:00.000Z', ['gap of 192 h']])
  assert.deepEqual(rows.get('/var/log/syslog')?.oddities, [])
})

test('links to /dev/null, emptied files, holes, frozen history', () => {
  const rows = collect({
    '/root/.bash_history': { content: '', immutable: true },
    '/var/log/wtmp': { link: '/dev/null' },
    '/var/log/secure': { content: '', mtime, btime: '2026-05-01T00:00:00.000Z' as Instant },
    '/var/log/secure.1': 'May  1 10:00:00 h a\n',
    '/var/log/messages': { content: '', mtime, btime: mtime },
    '/var/log/btmp': { content: '', mtime, btime: '1970-01-01T00:00:00.000Z' as Instant },
    '/var/log/syslog': `May  1 10:00:00 h a\n${'\0'.repeat(4096)}May  2 10:00:00 h a\n`,
  })
  assert.deepEqual(
    [...rows.values()].map(r => [r.path, r.oddities]),
    [
      ['/var/log/secure', ['emptied', 'empty beside a filled forerunner']],
      ['/var/log/syslog', ['hole of NUL bytes']],
      ['/var/log/messages', []],
      ['/var/log/wtmp', ['symlink to /dev/null']],
      ['/var/log/btmp', []],
      ['/root/.bash_history', ['immutable']],
    ],
  )
})

test('blank records in wtmp are odd, but not before a boot: a crash leaves those', () => {
  const login = utmpBytes({ user: 'root', tty: 'pts/0', at })
  const boot = utmpBytes({ type: 2, user: 'reboot', tty: '~', at })
  const of = (parts: readonly Uint8Array[]) => collect({ '/var/log/wtmp': concat(parts) }).get('/var/log/wtmp')
  assert.deepEqual(of([login, new Uint8Array(384), login])?.oddities, ['blank records'])
  assert.deepEqual(of([login, new Uint8Array(768), boot, login])?.oddities, [])
  assert.equal(of([login, login])?.first, '2026-05-01T00:00:00.000Z')
})

test('a log that rsyslog writes is missing only where others of its logs are filled', () => {
  const conf = {
    '/etc/rsyslog.conf': 'auth,authpriv.*\t\t/var/log/auth.log\n*.*;auth,authpriv.none\t-/var/log/syslog\n#x /var/log/messages\n',
  }
  assert.deepEqual(collect({ ...conf, '/var/log/syslog': 'May  1 10:00:00 h a\n' }).get('/var/log/auth.log')?.oddities, ['missing'])
  assert.equal(collect({ ...conf, '/var/log/syslog': '' }).get('/var/log/auth.log'), undefined)
  assert.equal(collect({ '/var/log/syslog': 'May  1 10:00:00 h a\n' }).size, 1)
})

test('a long log costs two windows', () => {
  const long = concat([bytesOf('2026-05-01T00:00:00Z a\n'), new Uint8Array(5 << 20).fill(97), bytesOf('\n2026-05-03T00:00:00Z b\n')])
  const row = collect({ '/var/log/nginx/access.log': { content: long, mtime } }).get('/var/log/nginx/access.log')
  assert.deepEqual([row?.first, row?.last], ['2026-05-01T00:00:00.000Z', '2026-05-03T00:00:00.000Z'])
})

test('an empty wtmp is odd when the boot stands in utmp only and the file changed since', () => {
  const boot = utmpBytes({ type: 2, user: 'reboot', tty: '~', at })
  const of = (wtmp: Node, more: Readonly<Record<string, Node>> = {}) =>
    collect({ '/run/utmp': boot, '/var/log/wtmp': wtmp, ...more }).get('/var/log/wtmp')?.oddities
  const made = '2026-04-01T00:00:00.000Z' as Instant
  assert.ok(of({ content: '', mtime, btime: made })?.includes('emptied since boot'))
  assert.ok(!of({ content: '', mtime, btime: mtime })?.includes('emptied since boot'), 'made by tmpfiles after the boot')
  assert.ok(!of({ content: '', mtime: made, btime: made })?.includes('emptied since boot'), 'never written')
  assert.ok(!of({ content: '', mtime, btime: made }, { '/var/log/wtmp.1': boot })?.includes('emptied since boot'), 'rotated')
  assert.ok(!of({ content: boot, mtime, btime: made })?.includes('emptied since boot'))
})

test('on a disk, where utmp is gone, the journal tells of the boot', () => {
  const journal = new Uint8Array(256)
  journal.set(bytesOf('LPKSHHRH'))
  new DataView(journal.buffer).setBigUint64(152, 1n, true)
  new DataView(journal.buffer).setBigUint64(184, BigInt(at) * 1000n, true)
  const of = (changed: Instant) =>
    collect({
      '/var/log/journal/0123/system.journal': journal,
      '/var/log/wtmp': { content: '', mtime: changed, btime: '2026-04-01T00:00:00.000Z' as Instant },
    }).get('/var/log/wtmp')?.oddities
  assert.ok(of(mtime)?.includes('emptied since boot'))
  assert.ok(!of('2026-04-02T00:00:00.000Z' as Instant)?.includes('emptied since boot'), 'emptied when the image was made')
})
