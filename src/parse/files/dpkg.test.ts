import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { bytesOf } from '../../core/bytes.ts'
import { parseDiversions, parseDpkgStatus, parseMd5sums, pathsOfDpkgList } from './dpkg.ts'

const md5 = '7a4179e324c784b99e98fedee05260f7'

test('status: installed, removed with configuration left, conffiles', () => {
  const text = `Package: cron\nStatus: install ok installed\nVersion: 3.0\nArchitecture: amd64\nDescription: x\n more: text\nConffiles:\n /etc/default/cron ${md5}\n /etc/x newconffile\n\nPackage: old\nStatus: deinstall ok config-files\nVersion: 1\n`
  const [cron, old] = [...parseDpkgStatus(bytesOf(text))]
  assert.deepEqual(cron, {
    name: 'cron',
    version: '3.0',
    architecture: 'amd64',
    installed: true,
    conffiles: new Map([['/etc/default/cron', md5]]),
  })
  assert.equal(old?.installed, false)
})

test('lists, sums and diversions', () => {
  const list = bytesOf('/.\n/bin\n/bin/ls\n/usr/share/doc/x')
  assert.deepEqual(pathsOfDpkgList(list, new Set(['/bin/ls', '/usr/share/doc/x', '/bi'])), ['/bin/ls', '/usr/share/doc/x'])
  assert.deepEqual(pathsOfDpkgList(list, new Set(['/bin/ls', '/usr/share/doc/x']), ['/usr/share/']), ['/bin/ls'])
  assert.equal(parseMd5sums(bytesOf(`${md5}  a\n`), new Set(['/b'])).size, 0)
  assert.deepEqual([...parseMd5sums(bytesOf(`${md5}  bin/my file\nbad  x\n`))], [['/bin/my file', md5]])
  assert.deepEqual(parseDiversions(bytesOf('/bin/sh\n/bin/sh.distrib\n:\n/a\n/b\n')), [
    { original: '/bin/sh', divertedTo: '/bin/sh.distrib', by: '' },
  ])
})

test('any bytes: no throw; sums written are sums read', () => {
  fc.assert(
    fc.property(fc.uint8Array(), bytes => {
      for (const _ of parseDpkgStatus(bytes));
      pathsOfDpkgList(bytes, new Set(['/']))
      parseMd5sums(bytes)
      parseDiversions(bytes)
    }),
  )
  const path = fc.stringMatching(/^[a-z][ -~]*$/)
  const sums = fc.dictionary(path, fc.stringMatching(/^[0-9a-f]{32}$/))
  fc.assert(
    fc.property(sums, given => {
      const text = Object.entries(given)
        .map(([p, sum]) => `${sum}  ${p}\n`)
        .join('')
      assert.deepEqual(
        [...parseMd5sums(bytesOf(text))],
        Object.entries(given).map(([p, sum]) => [`/${p}`, sum]),
      )
    }),
  )
})
