import assert from 'node:assert/strict'
import { DatabaseSync } from 'node:sqlite'
import { test } from 'node:test'
import { rpmHeaderOf } from '../../test/rpm.ts'
import type { Package } from '../core/facts/system.ts'
import { factsOf } from '../core/facts.ts'
import { isGap } from '../core/gap.ts'
import { memoryHost, type Node } from '../host/memory.ts'
import { packages } from './packages.ts'

const collect = (tree: Record<string, Node>) =>
  [...packages.collect(memoryHost(tree), factsOf(), new Set())].map(row => {
    if (isGap(row)) return `${row.source} ${row.why}`
    const { manager, name, version, installed } = row[1] as Package
    return `${manager} ${name} ${version}${installed ? '' : ' removed'}`
  })

/** An rpm database as SQLite writes it. */
function rpmdbOf(...names: string[]): Uint8Array {
  const database = new DatabaseSync(':memory:')
  database.exec('create table Packages(hnum integer primary key, blob blob not null)')
  for (const name of names) database.prepare('insert into Packages(blob) values (?)').run(rpmHeaderOf({ name }))
  return database.serialize()
}

test('dpkg, rpm and apk, also beside one another; imported keys are no packages', () => {
  const found = collect({
    '/var/lib/dpkg/status':
      'Package: cron\nStatus: install ok installed\nVersion: 3\n\nPackage: old\nStatus: deinstall ok config-files\nVersion: 1\n',
    '/usr/lib/sysimage/rpm/rpmdb.sqlite': rpmdbOf('bash', 'gpg-pubkey'),
    '/lib/apk/db/installed': 'P:musl\nV:1.2\n\n',
  })
  assert.deepEqual(found, ['dpkg cron 3', 'dpkg old 1 removed', 'rpm bash 1.0-1.el9', 'apk musl 1.2'])
})

test('none is normal; unreadable, damaged or half-written ones are gaps', () => {
  assert.deepEqual(collect({}), [])
  assert.deepEqual(collect({ '/var/lib/dpkg/status': { gap: 'denied' } }), ['/var/lib/dpkg/status denied'])
  const path = '/var/lib/rpm/rpmdb.sqlite'
  assert.deepEqual(collect({ [path]: 'no database' }), [`${path} malformed`])
  assert.deepEqual(collect({ [path]: rpmdbOf('bash'), [`${path}-wal`]: 'x' }), ['rpm bash 1.0-1.el9', `${path}-wal unsupported`])
})
