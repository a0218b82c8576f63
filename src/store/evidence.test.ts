// Evidence: a chain of custody that cannot be rewritten unnoticed, and an export that other tools open.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { createCipheriv, createHash, createHmac, pbkdf2Sync } from 'node:crypto'
import { closeSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { smallDisk } from '../../test/small-disk.ts'
import { isGap } from '../core/gap.ts'
import { JournalError } from '../core/journal.ts'
import { openEvidence, readEvidence } from './evidence.ts'
import { openVault } from './vault.ts'
import { writeZip } from './zip.ts'

const root = mkdtempSync(join(tmpdir(), 'davylamp-evidence-'))
after(() => rmSync(root, { recursive: true, force: true }))
const options = { subject: 'I-1', host: 'web1' }
let made = 0

function fresh() {
  const folder = join(root, `case${made++}`)
  const vault = openVault(join(folder, 'vault'))
  const evidence = openEvidence(join(folder, 'evidence'), vault, { ...options, create: true })
  return { folder: join(folder, 'evidence'), vault, evidence }
}

const described = { what: 'executable', source: '/tmp/.x/矿', how: 'read through /proc while frozen', entity: 'process:42@7' }
const digest = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

test('each item says what it is, from where, when, how and by whom', () => {
  const { folder, evidence, vault } = fresh()
  const bytes = Buffer.from('not a miner')
  const record = evidence.add(described, bytes)
  assert.equal(record.sha256, digest(bytes))
  assert.deepEqual([record.size, record.host, record.event], [bytes.length, 'web1', 'collected'])
  assert.match(record.by, /\(uid \d+\)/)
  assert.deepEqual(Buffer.from(vault.fetch(record.sha256)!), bytes)
  const large = evidence.addFrom({ ...described, what: 'memory' }, (offset, length) =>
    Buffer.alloc(Math.min(length, Math.max(0, 5e6 - offset)), 1),
  )
  assert.ok(!isGap(large) && large.size === 5e6)
  evidence.close()
  assert.deepEqual(readEvidence(folder, 'I-1').records, [record, large])
  assert.throws(
    () => readEvidence(folder, 'I-2'),
    (e: unknown) => e instanceof JournalError && e.code === 'tampered',
  )
})

test('a manifest that was changed is not opened; content that was changed is told', () => {
  const { folder, evidence, vault } = fresh()
  const { sha256 } = evidence.add(described, Buffer.from('a'))
  evidence.add({ ...described, source: '/tmp/b' }, Buffer.from('b'))
  assert.deepEqual(evidence.check(), [])
  const item = join(folder, '..', 'vault', `${sha256}.q`)
  writeFileSync(item, Buffer.concat([readFileSync(item), Buffer.from('x')]))
  assert.deepEqual(
    evidence.check().map(g => [g.source, g.why]),
    [[described.source, 'tampered']],
  )
  assert.throws(() => evidence.exportTo(join(root, 'never.zip'), []), JournalError)
  assert.ok(!readdirSync(root).includes('never.zip'))
  evidence.close()
  const manifest = join(folder, 'manifest.jsonl')
  writeFileSync(manifest, readFileSync(manifest, 'utf8').replace('"/tmp/b"', '"/tmp/c"'))
  assert.throws(
    () => openEvidence(folder, vault, options),
    (e: unknown) => e instanceof JournalError && e.code === 'tampered',
  )
})

test('the export opens with the customary password in other tools, byte for byte', t => {
  const { evidence } = fresh()
  const items = [Buffer.from(''), Buffer.from('text 文本'), readFileSync(process.execPath).subarray(0, 200_000)]
  for (const bytes of [...items, items[1]!]) evidence.add(described, bytes)
  const plan = join(root, 'plan.json')
  writeFileSync(plan, '{}')
  const zip = join(root, 'export.zip')
  const record = evidence.exportTo(zip, [plan])
  assert.equal(record.sha256, digest(readFileSync(zip)))
  assert.equal(record.size, statSync(zip).size)
  assert.equal(statSync(zip).mode & 0o777, 0o600)
  assert.equal(readFileSync(zip).indexOf('\x7fELF'), -1)
  assert.throws(() => evidence.exportTo(zip, []), /is there already/)
  const out = join(root, 'unpacked')
  const unpack = (password: string): number | null => {
    const runs = ['7zz', '7z'].map(tool => spawnSync(tool, ['x', '-y', `-p${password}`, `-o${out}`, zip], { stdio: 'ignore' }))
    return runs.find(run => run.error === undefined)?.status ?? null
  }
  if (unpack('infected') === null) return t.skip('7-Zip is not installed')
  for (const bytes of items) assert.deepEqual(readFileSync(join(out, 'items', digest(bytes))), bytes)
  assert.deepEqual(readdirSync(out).sort(), ['SHA256SUMS', 'items', 'manifest.jsonl', 'plan.json'])
  assert.equal(spawnSync('sha256sum', ['-c', '--quiet', 'SHA256SUMS'], { cwd: out }).status, 0)
  for (const name of readdirSync(join(out, 'items'))) assert.equal(statSync(join(out, 'items', name)).mode & 0o111, 0)
  assert.notEqual(unpack('wrong'), 0)
})

test('each entry is AES-256 as WinZip describes it, and its code matches', () => {
  const fd = openSync(join(root, 'one.zip'), 'w')
  const content = Buffer.from('x'.repeat(70_000))
  writeZip(fd, [{ name: 'a', pieces: () => [content.subarray(0, 5), content.subarray(5)] }], 'infected')
  closeSync(fd)
  const zip = readFileSync(join(root, 'one.zip'))
  assert.deepEqual([zip.readUInt16LE(8), zip.readUInt32LE(14), zip.readUInt32LE(22)], [99, 0, content.length])
  assert.equal(zip.subarray(31, 42).toString('hex'), '0199070002004145030000')
  const keys = pbkdf2Sync('infected', zip.subarray(42, 58), 1000, 66, 'sha1')
  assert.deepEqual(zip.subarray(58, 60), keys.subarray(64))
  const data = zip.subarray(60, 60 + content.length)
  const code = createHmac('sha1', keys.subarray(32, 64)).update(data).digest().subarray(0, 10)
  assert.deepEqual(zip.subarray(60 + content.length, 70 + content.length), code)
  const counter = Buffer.alloc(16)
  counter.writeUInt32LE(1 + 4096, 0)
  const block = createCipheriv('aes-256-ecb', keys.subarray(0, 32), null).setAutoPadding(false).update(counter)
  for (let i = 0; i < 16; i++) assert.equal(data[65_536 + i]! ^ block[i]!, 'x'.charCodeAt(0))
  const directory = zip.indexOf('PK\x01\x02', 60 + content.length)
  assert.equal(zip.readUInt32LE(directory + 38) >>> 16, 0o100600)
})

test('an export that does not fit leaves no archive', t => {
  const disk = smallDisk(root)
  if (disk === undefined) return t.skip('needs the right to mount')
  const { path: small } = disk
  try {
    const { evidence } = fresh()
    evidence.add(described, Buffer.alloc(200_000, 7))
    assert.throws(
      () => evidence.exportTo(join(small, 'x.zip'), []),
      (e: unknown) => e instanceof JournalError && e.code === 'full',
    )
    assert.deepEqual(readdirSync(small), [])
    assert.equal(evidence.records.length, 1)
  } finally {
    disk.end()
  }
})
