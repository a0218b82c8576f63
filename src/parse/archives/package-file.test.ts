// Files out of packages: those that dpkg-deb and tar make, an rpm and an apk made by hand, and damaged ones.
import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, linkSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, test } from 'node:test'
import { gzipSync, zstdCompressSync } from 'node:zlib'
import fc from 'fast-check'
import { rpmHeaderOf } from '../../../test/rpm.ts'
import { fileInPackage } from './package-file.ts'

const folder = mkdtempSync(join(tmpdir(), 'davylamp-packages-'))
after(() => rmSync(folder, { recursive: true, force: true }))
const has = (command: string): boolean => spawnSync(command, ['--version']).status === 0
const long = `/usr/lib/${'a-very-long-directory-name/'.repeat(6)}file`
const tree = join(folder, 'tree')
for (const [path, content] of [
  ['/usr/bin/ps', 'the packaged ps\n'],
  ['/usr/bin/perl', 'perl '.repeat(4000)],
  [long, 'far away'],
  ['/DEBIAN/control', 'Package: lamp\nVersion: 1\nArchitecture: all\nMaintainer: x <x@example.org>\nDescription: x\n'],
] as const) {
  mkdirSync(join(tree, dirname(path)), { recursive: true })
  writeFileSync(join(tree, path), content)
}
chmodSync(join(tree, '/usr/bin/ps'), 0o4755)
linkSync(join(tree, '/usr/bin/perl'), join(tree, '/usr/bin/perl5.36'))
symlinkSync('ps', join(tree, '/usr/bin/w'))

function debOf(packing: string): Buffer {
  const path = join(folder, `${packing}.deb`)
  execFileSync('dpkg-deb', ['-b', '--root-owner-group', `-Z${packing}`, tree, path], { stdio: 'ignore' })
  return readFileSync(path)
}

test('a .deb in each packing that dpkg knows', { skip: !has('dpkg-deb') }, () => {
  for (const packing of ['xz', 'zstd', 'gzip', 'none']) {
    const deb = debOf(packing)
    const ps = fileInPackage(deb, '/bin/ps')
    assert.deepEqual(
      [String(Buffer.from(ps?.content ?? [])), ps?.mode, ps?.uid, ps?.user, ps?.group, ps?.path],
      ['the packaged ps\n', 0o4755, 0, 'root', 'root', '/usr/bin/ps'],
      packing,
    )
    for (const path of ['/usr/bin/perl', '/usr/bin/perl5.36']) assert.equal(fileInPackage(deb, path)?.content.length, 20_000, path)
    assert.equal(String(Buffer.from(fileInPackage(deb, long)!.content)), 'far away')
    for (const path of ['/usr/bin/w', '/usr/bin', '/usr/bin/top', 'usr/bin/ps']) assert.equal(fileInPackage(deb, path), undefined, path)
  }
})

test('names in pax headers, and archives that follow one another as in an .apk', { skip: !has('tar') }, () => {
  const tar = (...args: string[]): Buffer => execFileSync('tar', ['-c', '-C', tree, ...args])
  const signature = gzipSync(tar('DEBIAN/control'))
  const apk = Buffer.concat([signature, gzipSync(tar('--format=pax', 'usr'))])
  assert.equal(String(Buffer.from(fileInPackage(apk, long)!.content)), 'far away')
  assert.equal(fileInPackage(apk, '/usr/bin/ps')?.mode, 0o4755)
})

/** newc: thirteen fields of eight hex digits behind the magic. */
function cpioOf(files: readonly (readonly [path: string, content: string, links?: number])[]): Buffer {
  const parts = [...files, ['TRAILER!!!', ''] as const].map(([path, content, links = 1], i) => {
    const fields = [i + 1, 0o100755, 0, 0, links, 1_700_000_000, content.length, 0, 0, 0, 0, path.length + 1, 0]
    const head = Buffer.from(`070701${fields.map(n => n.toString(16).padStart(8, '0')).join('')}${path}\0`)
    const pad = (bytes: Buffer): Buffer => Buffer.concat([bytes, Buffer.alloc(-bytes.length & 3)])
    return Buffer.concat([pad(head), pad(Buffer.from(content))])
  })
  return Buffer.concat(parts)
}

function rpmOf(payload: Uint8Array): Buffer {
  const magic = Buffer.from([0x8e, 0xad, 0xe8, 1, 0, 0, 0, 0])
  const lead = Buffer.concat([Buffer.from([0xed, 0xab, 0xee, 0xdb]), Buffer.alloc(92)])
  const signature = Buffer.concat([magic, rpmHeaderOf({ name: 'sig' })])
  const header = rpmHeaderOf({ name: 'procps-ng', files: { '/usr/bin/wall': 'aa' } })
  return Buffer.concat([lead, signature, Buffer.alloc(-signature.length & 7), magic, header, payload])
}

test('an .rpm: owners from its header, names of one inode, each packing', () => {
  const payload = cpioOf([
    ['./usr/bin/wall', 'say it'],
    ['./usr/bin/one', '', 2],
    ['./usr/bin/two', 'both', 2],
  ])
  for (const packed of [payload, gzipSync(payload), zstdCompressSync(payload)]) {
    const wall = fileInPackage(rpmOf(packed), '/usr/bin/wall')
    assert.deepEqual([String(Buffer.from(wall!.content)), wall!.mode, wall!.user, wall!.group], ['say it', 0o755, 'root', 'tty'])
    assert.equal(String(Buffer.from(fileInPackage(rpmOf(packed), '/usr/bin/one')!.content)), 'both')
  }
  assert.equal(fileInPackage(rpmOf(Buffer.from('BZh9')), '/usr/bin/wall'), undefined)
})

test('damaged, cut short and any bytes give a file or nothing', () => {
  const whole = [
    rpmOf(cpioOf([['./usr/bin/ps', 'x']])),
    gzipSync(Buffer.alloc(2048)),
    ...(has('dpkg-deb') ? [debOf('xz'), debOf('none')] : []),
  ]
  for (const bytes of whole) {
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.uint8Array({ minLength: 1, maxLength: 8 }), fc.boolean(), (at, other, cut) => {
        const broken = Buffer.from(bytes)
        broken.set(other.subarray(0, bytes.length - at), at)
        fileInPackage(cut ? broken.subarray(0, at) : broken, '/usr/bin/ps')
      }),
      { numRuns: 300 },
    )
  }
  fc.assert(
    fc.property(fc.constantFrom('!<arch>\n', '\xed\xab\xee\xdb', '\x1f\x8b', ''), fc.uint8Array({ maxLength: 400 }), (magic, rest) => {
      fileInPackage(Buffer.concat([Buffer.from(magic, 'latin1'), rest]), '/x')
    }),
  )
})
