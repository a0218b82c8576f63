import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { DatabaseSync } from 'node:sqlite'
import { test } from 'node:test'
import { rpmHeaderOf } from '../../test/rpm.ts'
import type { Verification } from '../core/facts/system.ts'
import { factsOf } from '../core/facts.ts'
import { isGap } from '../core/gap.ts'
import { memoryHost, type Node } from '../host/memory.ts'
import { verifications } from './verifications.ts'

const sum = (algorithm: string, text: string) => createHash(algorithm).update(text).digest('hex')
const rowsOf = (tree: Record<string, Node>) => {
  const rows = [...verifications.collect(memoryHost(tree), factsOf(), new Set())]
  return rows.flatMap(row => (isGap(row) ? [] : [row[1] as Verification]))
}
const told = (rows: readonly Verification[]) => rows.map(r => [r.path, r.result, ...(r.sameContentAt ?? [])])

const dpkg = {
  '/var/lib/dpkg/status':
    'Package: procps\nStatus: install ok installed\nVersion: 4\n\nPackage: coreutils\nStatus: install ok installed\nVersion: 9\n',
  '/var/lib/dpkg/info/procps.list': '/.\n/bin\n/bin/ps\n/usr/bin/top\n/usr/bin/w\n',
  '/var/lib/dpkg/info/procps.md5sums': `${sum('md5', 'PS')}  bin/ps\n${sum('md5', 'TOP')}  usr/bin/top\n`,
  '/var/lib/dpkg/info/coreutils.list': '/usr/bin/ls\n/usr/bin/cat\n',
  '/var/lib/dpkg/info/coreutils.md5sums': `${sum('md5', 'LS')}  usr/bin/ls\n${sum('md5', 'CAT')}  usr/bin/cat\n`,
  '/bin': { link: 'usr/bin' },
}

test('dpkg: intact through a merged /usr, modified, missing with its renamed self beside', () => {
  const tree = {
    ...dpkg,
    '/usr/bin/ps': '#!/bin/sh\nps.lanigiro',
    '/usr/bin/ps.lanigiro': 'PS',
    '/usr/bin/ls': 'LS',
    '/usr/bin/tac2': 'CAT',
    '/usr/bin/top': 'TOP',
  }
  assert.deepEqual(told(rowsOf(tree)), [
    ['/usr/bin/ps', 'modified', '/usr/bin/ps.lanigiro'],
    ['/usr/bin/ls', 'intact'],
    ['/usr/bin/top', 'intact'],
    ['/usr/bin/w', 'missing'],
    ['/usr/bin/cat', 'missing', '/usr/bin/tac2'],
  ])
})

test('dpkg: a file where the package brought a link is none of its own; a link, or a package without checksums, says nothing', () => {
  const { '/var/lib/dpkg/info/procps.md5sums': _, ...without } = dpkg
  const found = (tree: Record<string, Node>) => told(rowsOf(tree).filter(row => row.path === '/usr/bin/w'))
  assert.deepEqual(found({ ...dpkg, '/usr/bin/w': '#!/bin/sh\nexit 0\n' }), [['/usr/bin/w', 'modified']])
  assert.deepEqual(found({ ...dpkg, '/usr/bin/w': { link: 'w.procps' } }), [])
  const script = { ...dpkg, '/usr/bin/w': '#!/bin/sh\nexit 0\n', '/usr/bin/ps': 'PS' }
  assert.deepEqual(found({ ...script, '/usr/bin/w.0': { link: 'ps' } }), [['/usr/bin/w', 'modified', '/usr/bin/w.0']])
  for (const link of ['ls', '/tmp/ps', 'none'])
    assert.deepEqual(found({ ...script, '/usr/bin/w.0': { link }, '/usr/bin/ls': 'LS' }), [['/usr/bin/w', 'modified']])
  assert.deepEqual(found({ ...script, '/usr/bin/who': { link: 'ps' } }), [['/usr/bin/w', 'modified']])
  assert.deepEqual(found({ ...without, '/usr/bin/w': '#!/bin/sh\nexit 0\n' }), [])
})

test('dpkg: a diverted command is compared at the place it was diverted to', () => {
  const tree = {
    ...dpkg,
    '/var/lib/dpkg/diversions': '/usr/bin/ls\n/usr/bin/ls.distrib\nbetter-ls\n',
    '/usr/bin/ls': 'OTHER',
    '/usr/bin/ls.distrib': 'LS',
  }
  assert.equal(
    rowsOf(tree).some(row => row.path === '/usr/bin/ls'),
    false,
  )
})

test('rpm from SQLite, and apk', () => {
  const database = new DatabaseSync(':memory:')
  database.exec('create table Packages(hnum integer primary key, blob blob not null)')
  const header = rpmHeaderOf({ name: 'procps-ng', files: { '/usr/bin/ps': sum('sha256', 'PS'), '/usr/bin/top': sum('sha256', 'TOP') } })
  database.prepare('insert into Packages(blob) values (?)').run(header)
  const tree = { '/var/lib/rpm/rpmdb.sqlite': database.serialize(), '/usr/bin/ps': 'PS', '/usr/bin/top': 'EVIL' }
  assert.deepEqual(told(rowsOf(tree)), [
    ['/usr/bin/ps', 'intact'],
    ['/usr/bin/top', 'modified'],
  ])
  const z = `Q1${createHash('sha1').update('BB').digest('base64')}`
  const apk = {
    '/lib/apk/db/installed': `P:busybox\nV:1\nF:bin\nR:busybox\nZ:${z}\n\n`,
    '/bin/busybox': 'BB',
    '/bin/ls': { link: '/bin/busybox' },
  }
  assert.deepEqual(told(rowsOf(apk)), [['/bin/busybox', 'intact']])
})

test('no package database: no rows', () => {
  assert.deepEqual(rowsOf({ '/usr/bin/ps': 'x' }), [])
})
