// Evidence: a chain of custody that cannot be rewritten unnoticed, and an export that other tools open.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { smallDisk } from '../../test/small-disk.ts'
import { isGap } from '../core/gap.ts'
import { JournalError } from '../core/journal.ts'
import { openEvidence, readEvidence } from './evidence.ts'
import { openVault } from './vault.ts'

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
  const script = `import hashlib, sys, zipfile
z = zipfile.ZipFile(sys.argv[1]); z.setpassword(b'infected')
assert z.testzip() is None
for i in z.infolist(): print(i.filename, hashlib.sha256(z.read(i)).hexdigest(), i.flag_bits & 1)
try: z.read(z.infolist()[0], pwd=b'wrong'); print('opened')
except RuntimeError: print('refused')`
  const run = spawnSync('python3', ['-c', script, zip], { encoding: 'utf8' })
  if (run.error !== undefined) return t.skip('needs python3')
  const lines = run.stdout.trimEnd().split('\n')
  assert.deepEqual(
    lines.slice(2, 5),
    items.map(bytes => `items/${digest(bytes)} ${digest(bytes)} 1`),
    run.stderr,
  )
  assert.match(lines[0]!, /^manifest\.jsonl /)
  assert.equal(lines[1], `plan.json ${digest(Buffer.from('{}'))} 1`)
  assert.ok(lines.length === 6 || lines.length === 5)
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
