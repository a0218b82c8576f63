// The vault: what goes in comes out byte for byte or not at all, and lies there so that nothing takes it for the thing itself.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import fc from 'fast-check'
import { smallDisk } from '../../test/small-disk.ts'
import { gap, isGap } from '../core/gap.ts'
import { JournalError } from '../core/journal.ts'
import { largestItem, openVault } from './vault.ts'

const folder = mkdtempSync(join(tmpdir(), 'davylamp-vault-'))
after(() => rmSync(folder, { recursive: true, force: true }))
const vault = openVault(join(folder, 'vault'))
const digest = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
const pathOf = (sha256: string): string => join(folder, 'vault', `${sha256}.q`)
const elf = readFileSync(process.execPath).subarray(0, 5 << 20)

test('any bytes come back as they were', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 5000 }), bytes => {
      const sha256 = vault.keep(bytes)
      assert.equal(sha256, digest(bytes))
      assert.deepEqual(Buffer.from(vault.fetch(sha256)!), Buffer.from(bytes))
    }),
    { numRuns: 50 },
  )
})

test('lies there for its owner alone, not executable, and without a trace of the content', () => {
  const sha256 = vault.keep(elf)
  const { mode } = statSync(pathOf(sha256))
  assert.equal(mode & 0o7777, 0o600)
  assert.equal(statSync(join(folder, 'vault')).mode & 0o7777, 0o700)
  const kept = readFileSync(pathOf(sha256))
  assert.equal(kept.length, 1024 + elf.length)
  assert.match(kept.subarray(0, 1024).toString(), /^davylamp vault 1 [^\0]+\n$/)
  assert.equal(kept.indexOf('\x7fELF'), -1)
  assert.equal(kept.indexOf('ELF', 1024) >= 0 && kept.indexOf(elf.subarray(0, 16)) >= 0, false)
})

test('its head tells how to decode it without davylamp', t => {
  const sha256 = vault.keep(elf)
  const command = /^tail .*$/m.exec(readFileSync(pathOf(sha256)).subarray(0, 1024).toString())?.[0]
  const out = join(folder, 'decoded')
  const run = spawnSync('sh', ['-c', command!.replace('FILE', pathOf(sha256)).replace('OUT', out)], { encoding: 'utf8' })
  if (/not found/.test(run.stderr)) return t.skip('needs openssl')
  assert.equal(digest(readFileSync(out)), sha256, run.stderr)
})

test('keeping twice keeps once; what was damaged meanwhile is kept anew', () => {
  const sha256 = vault.keep(Buffer.from('twice'))
  const before = statSync(pathOf(sha256)).ino
  vault.keep(Buffer.from('twice'))
  assert.equal(statSync(pathOf(sha256)).ino, before)
  truncateSync(pathOf(sha256), 1026)
  assert.equal(vault.fetch(sha256), undefined)
  vault.keep(Buffer.from('twice'))
  assert.equal(Buffer.from(vault.fetch(sha256)!).toString(), 'twice')
})

test('any byte changed, cut off or added: it is not given out', () => {
  const sha256 = vault.keep(Buffer.from('some content'))
  const bytes = readFileSync(pathOf(sha256))
  const iv = bytes.indexOf('-iv ') + 4
  for (let i = 0; i < bytes.length; i++) {
    if (i < 1024 && (i < iv || i >= iv + 32)) continue
    const changed = Buffer.from(bytes)
    changed[i] = i < 1024 ? (changed[i] === 0x30 ? 0x31 : 0x30) : changed[i]! ^ 0x20
    writeFileSync(pathOf(sha256), changed)
    assert.equal(vault.fetch(sha256), undefined, `at ${i}`)
    assert.equal(vault.has(sha256), false)
  }
  for (let length = 0; length < bytes.length; length += 7) {
    writeFileSync(pathOf(sha256), bytes.subarray(0, length))
    assert.equal(vault.fetch(sha256), undefined, `cut at ${length}`)
  }
  writeFileSync(pathOf(sha256), Buffer.concat([bytes, Buffer.from('x')]))
  assert.equal(vault.fetch(sha256), undefined)
})

test('nothing is fetched by a name that is no sha256, nor through a link', () => {
  for (const name of ['', '../vault/x', 'a'.repeat(63), 'A'.repeat(64), digest(Buffer.from('never kept'))])
    assert.equal(vault.fetch(name), undefined)
  const sha256 = vault.keep(Buffer.from('linked'))
  const other = join(folder, 'elsewhere.q')
  writeFileSync(other, readFileSync(pathOf(sha256)))
  rmSync(pathOf(sha256))
  symlinkSync(other, pathOf(sha256))
  assert.equal(vault.fetch(sha256), undefined)
})

test('what is too large for memory is kept and given back in pieces', () => {
  const size = 9_000_001
  const read = (offset: number, length: number): Uint8Array =>
    Buffer.alloc(Math.max(0, Math.min(length, size - offset, 1_000_000)), offset & 0xff)
  const kept = vault.keepFrom('/proc/1/exe', read)
  assert.ok(!isGap(kept))
  assert.equal(kept.size, size)
  const hash = createHash('sha256')
  const reading = vault.pieces(kept.sha256)
  let next = reading.next()
  for (; next.done !== true; next = reading.next()) hash.update(next.value)
  assert.equal(next.value, undefined)
  assert.equal(hash.digest('hex'), kept.sha256)
})

test('more than 1 GiB, or what cannot be read to its end, is told and leaves nothing behind', () => {
  const before = readdirSync(join(folder, 'vault')).length
  const torn = vault.keepFrom('/x', offset => (offset > 0 ? gap('/x', 'denied', 'no more') : Buffer.from('begun')))
  assert.deepEqual(torn, gap('/x', 'denied', 'no more'))
  const huge = Object.defineProperty(new Uint8Array(0), 'length', { value: largestItem + 1 })
  assert.throws(
    () => vault.keep(huge),
    (e: unknown) => e instanceof JournalError && e.code === 'capped',
  )
  assert.equal(readdirSync(join(folder, 'vault')).length, before)
})

test('a full disk leaves nothing half written', t => {
  const disk = smallDisk(folder)
  if (disk === undefined) return t.skip('needs the right to mount')
  const { path: small } = disk
  try {
    const tight = openVault(join(small, 'vault'))
    assert.throws(
      () => tight.keep(elf),
      (e: unknown) => e instanceof JournalError && e.code === 'full',
    )
    assert.deepEqual(readdirSync(join(small, 'vault')), [])
    tight.keep(Buffer.from('small enough'))
  } finally {
    disk.end()
  }
})

test('a folder that others can write to is not trusted; what a crash left is removed', () => {
  const open = join(folder, 'open')
  mkdirSync(open)
  chmodSync(open, 0o777)
  assert.throws(
    () => openVault(open),
    (e: unknown) => e instanceof JournalError && e.code === 'unsafe',
  )
  symlinkSync(join(folder, 'vault'), join(folder, 'link'))
  assert.throws(() => openVault(join(folder, 'link')), JournalError)
  writeFileSync(join(folder, 'vault', '.unfinished-1-abc'), 'half')
  openVault(join(folder, 'vault'))
  assert.ok(!readdirSync(join(folder, 'vault')).some(name => name.startsWith('.')))
})
