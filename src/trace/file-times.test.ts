import assert from 'node:assert/strict'
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import { at, fileOrigin } from '../../test/events.ts'
import type { FileOrigin } from '../core/origin.ts'
import { diskRoot } from '../host/disk.ts'
import { memoryHost, type Node } from '../host/memory.ts'
import { fileEvents } from './file-times.ts'

const nameOf = String
const short = (files: readonly FileOrigin[], host?: Parameters<typeof fileEvents>[3]) =>
  fileEvents('web1', files, nameOf, host).map(e => [e.method, e.path, e.at, e.trust, e.attack])
const node = (time: string, given: Partial<Exclude<Node, string | Uint8Array>> = {}): Node => ({
  content: 'x',
  btime: at(time),
  ctime: at(time),
  mtime: at(time),
  ...given,
})

test('a file that came and was changed a day later', () => {
  const file = fileOrigin('/opt/x/m', '2026-05-01 03:00:00', { ctime: at('2026-05-01 04:00:00'), mtime: at('2026-05-01 03:30:00') })
  assert.deepEqual(short([file]), [
    ['born', '/opt/x/m', at('2026-05-01 03:00:00'), 'kernel', undefined],
    ['changed', '/opt/x/m', at('2026-05-01 04:00:00'), 'kernel', undefined],
    ['modified', '/opt/x/m', at('2026-05-01 03:30:00'), 'user', undefined],
  ])
  const [born] = fileEvents('web1', [file], nameOf)
  assert.deepEqual([born?.clock, born?.entities, born?.source, born?.locator], ['kernel', ['file:/opt/x/m'], 'files', '/opt/x/m'])
})

test('a file of the system into which a line was written: its birth years ago says nothing', () => {
  const file = fileOrigin('/etc/crontab', '2023-01-01 00:00:00', { ctime: at('2026-05-01 04:00:00'), mtime: at('2026-05-01 04:00:00') })
  assert.deepEqual(short([file]), [['changed', '/etc/crontab', at('2026-05-01 04:00:00'), 'kernel', undefined]])
})

test("times that were set: that of /bin/ls, one younger than the inode's change, a whole second long ago", () => {
  const ls = at('2022-09-20 15:14:13').replace('.000', '.417') as ReturnType<typeof at>
  const host = memoryHost({ '/bin/ls': { content: 'x', mtime: ls }, '/opt/m': node('2026-05-01 03:00:00', { mtime: ls }) })
  const borrowed = fileOrigin('/opt/m', '2026-05-01 03:00:00', { mtime: ls })
  const [, set] = fileEvents('web1', [borrowed], nameOf, host)
  assert.deepEqual([set?.attack, set?.at, set?.trust], ['timestomp', at('2026-05-01 03:00:00'), 'kernel'])
  assert.match(set?.excerpt ?? '', /^its time is that of \/bin\/ls: inode 1 /)
  const ahead = fileOrigin('/opt/m', '2026-05-01 03:00:00', { mtime: at('2027-01-01 00:00:00') })
  assert.equal(short([ahead])[1]?.[4], 'timestomp')
  const ms = at('2026-05-01 03:00:00').replace('.000', '.123') as ReturnType<typeof at>
  const old = fileOrigin('/tmp/.x/m', '2026-05-01 03:00:00', { btime: ms, ctime: ms, mtime: at('2020-01-01 00:00:00') })
  assert.equal(short([old])[1]?.[4], 'timestomp')
})

test('near misses: unpacked from an archive, copied with -p, downloaded with its time', () => {
  const ms = at('2026-05-01 03:00:00').replace('.000', '.123') as ReturnType<typeof at>
  const unpacked = fileOrigin('/opt/app/lib.jar', '2026-05-01 03:00:00', { btime: ms, ctime: ms, mtime: at('2020-01-01 00:00:00') })
  const copied = fileOrigin('/tmp/copy', '2026-05-01 03:00:00', { mtime: at('2026-04-01 00:00:00').replace('.000', '.321') as typeof ms })
  assert.ok(short([unpacked, copied]).every(([, , , , attack]) => attack === undefined))
})

test('near miss: an image in which every file was given the same time', () => {
  const epoch = at('2022-01-01 00:00:00')
  const host = memoryHost({ '/bin/ls': { content: 'x', mtime: epoch }, '/bin/bash': { content: 'x', mtime: epoch } })
  assert.equal(short([fileOrigin('/opt/m', '2026-05-01 03:00:00', { mtime: epoch })], host)[1]?.[4], undefined)
})

test('neighbours that came within ten minutes; not the older ones, not those of package directories', () => {
  const host = memoryHost({
    '/opt/x/m': node('2026-05-01 03:00:00'),
    '/opt/x/config.json': node('2026-05-01 03:00:05'),
    '/opt/x/old': node('2026-04-01 03:00:05'),
    '/usr/bin/m2': node('2026-05-01 03:00:00'),
    '/usr/bin/other': node('2026-05-01 03:00:05'),
  })
  const found = fileEvents(
    'web1',
    [fileOrigin('/opt/x/m', '2026-05-01 03:00:00'), fileOrigin('/usr/bin/m2', '2026-05-01 03:00:00')],
    nameOf,
    host,
  )
  assert.deepEqual(
    found.map(e => [e.path, e.entities.length]),
    [
      ['/opt/x/m', 1],
      ['/usr/bin/m2', 1],
      ['/opt/x/config.json', 0],
    ],
  )
})

test('without a birth time the inodes before and after say when it came', () => {
  const host = memoryHost({
    '/opt/x/a': node('2026-05-01 03:00:00', { ino: 100, dev: '8:1' }),
    '/opt/x/m': node('2020-01-01 00:00:00', { ino: 101, dev: '8:1' }),
    '/opt/x/b': node('2026-05-01 03:00:30', { ino: 102, dev: '8:1' }),
  })
  const file = fileOrigin('/opt/x/m', '2020-01-01 00:00:00', { ino: 101, btime: undefined })
  const [order] = fileEvents('web1', [file], nameOf, host).filter(e => e.method === 'inode-order')
  assert.deepEqual([order?.at, order?.spread, order?.clock], [at('2026-05-01 03:00:00'), 30, 'order'])
})

test('a real file whose time was borrowed from a real ls', t => {
  const root = mkdtempSync(join(tmpdir(), 'davylamp-file-times-'))
  try {
    mkdirSync(join(root, 'bin'))
    mkdirSync(join(root, 'opt'))
    copyFileSync('/bin/sh', join(root, 'bin/ls'))
    utimesSync(join(root, 'bin/ls'), 1_663_686_853.417, 1_663_686_853.417)
    writeFileSync(join(root, 'opt/m'), 'x')
    const lender = statSync(join(root, 'bin/ls'))
    utimesSync(join(root, 'opt/m'), lender.atime, lender.mtime)
    const host = diskRoot(root)
    assert.ok(typeof host !== 'string')
    const stat = host.files.stat('/opt/m')
    assert.ok(!('gap' in stat))
    if (stat.btime === undefined) return t.skip('no birth times here')
    const file: FileOrigin = { ...stat, id: 'file:/opt/m', path: '/opt/m' }
    assert.deepEqual(
      fileEvents('web1', [file], nameOf, host).map(e => e.method),
      ['born', 'time-set'],
    )
  } finally {
    rmSync(root, { recursive: true })
  }
})

test("property: any times, no throw; what the owner could set is never the kernel's word", () => {
  const time = fc.option(
    fc.date({ min: new Date(0), max: new Date(4e12), noInvalidDate: true }).map(d => d.toISOString() as FileOrigin['mtime']),
    { nil: undefined },
  )
  fc.assert(
    fc.property(time, time, time, (btime, ctime, mtime) => {
      for (const e of fileEvents('web1', [fileOrigin('/tmp/m', '2026-01-01 00:00:00', { btime, ctime, mtime })], nameOf))
        assert.ok(e.method !== 'modified' || e.trust === 'user')
    }),
  )
})
