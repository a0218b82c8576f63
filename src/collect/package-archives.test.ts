// Which archive in a package manager's cache still holds what was changed.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { debOf, hasDpkgDeb } from '../../test/deb.ts'
import { verificationOf } from '../../test/verification.ts'
import type { Package } from '../core/facts/system.ts'
import { memoryHost } from '../host/memory.ts'
import { archivedFiles } from './package-archives.ts'

const md5 = (text: string) => createHash('md5').update(text).digest('hex')
const procps: Package = { manager: 'dpkg', name: 'procps', version: '1:4.0-1', installed: true }

test('the archive of the installed version, of this package, that really holds it', { skip: !hasDpkgDeb }, () => {
  const right = debOf('procps', { 'usr/bin/ps': 'PS', 'bin/kill': 'KILL' })
  const old = debOf('procps', { 'usr/bin/ps': 'old' })
  const place = '/var/cache/apt/archives'
  const host = memoryHost({
    [`${place}/procps_1%3a4.0-1_amd64.deb`]: right,
    [`${place}/procps_1%3a3.0-1_amd64.deb`]: old,
    [`${place}/procps-other_1_amd64.deb`]: 'x',
    [`${place}/partial/procps_9_amd64.deb`]: right,
  })
  const rows = [
    verificationOf({ path: '/usr/bin/ps', expected: md5('PS') }),
    verificationOf({ path: '/usr/bin/kill', expected: md5('KILL'), result: 'missing' }),
    verificationOf({ path: '/usr/bin/top', expected: md5('TOP') }),
    verificationOf({ path: '/usr/bin/w', expected: md5('KILL'), result: 'intact' }),
    verificationOf({ path: '/usr/bin/ls', expected: md5('PS'), package: 'coreutils' }),
  ]
  const found = [...archivedFiles(host, rows, [procps])]
  assert.deepEqual(found, [
    ['/usr/bin/ps', `${place}/procps_1%3a4.0-1_amd64.deb`],
    ['/usr/bin/kill', `${place}/procps_1%3a4.0-1_amd64.deb`],
  ])
  assert.deepEqual([...archivedFiles(memoryHost({}), rows, [procps])], [])
})

test('names of rpm and apk archives, directories below the cache; garbage holds nothing', () => {
  const packages: Package[] = [
    { manager: 'rpm', name: 'procps-ng', version: '3.3.17-14.el9', installed: true },
    { manager: 'apk', name: 'busybox', version: '1.36.1-r2', installed: true },
  ]
  const asked: string[] = []
  const host = memoryHost({
    '/var/cache/dnf/baseos-1a2b/packages/procps-ng-3.3.17-14.el9.x86_64.rpm': '\xed\xab\xee\xdb',
    '/var/cache/apk/busybox-1.36.1-r2.0a1b2c3d.apk': gzipSync('no tar'),
    '/var/cache/apk/busybox-extras-1.36.1-r2.0a1b2c3d.apk': gzipSync('no tar'),
  })
  const watching = {
    ...host,
    files: {
      ...host.files,
      read(path: string, max?: number) {
        asked.push(path)
        return host.files.read(path, max)
      },
    },
  }
  const rows = [
    verificationOf({ path: '/usr/bin/ps', package: 'procps-ng', expected: md5('x') }),
    verificationOf({ path: '/bin/busybox', package: 'busybox', expected: md5('y') }),
  ]
  assert.deepEqual([...archivedFiles(watching, rows, packages)], [])
  assert.deepEqual(asked.toSorted(), [
    '/var/cache/apk/busybox-1.36.1-r2.0a1b2c3d.apk',
    '/var/cache/dnf/baseos-1a2b/packages/procps-ng-3.3.17-14.el9.x86_64.rpm',
  ])
})
