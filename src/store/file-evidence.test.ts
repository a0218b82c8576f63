// Metadata of files, kept before anything touches them.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { isGap } from '../core/gap.ts'
import { diskRoot } from '../host/disk.ts'
import { memoryHost } from '../host/memory.ts'
import { openEvidence } from './evidence.ts'
import { keepMetadata } from './file-evidence.ts'
import { openVault } from './vault.ts'

const root = mkdtempSync(join(tmpdir(), 'davylamp-metadata-'))
after(() => rmSync(root, { recursive: true, force: true }))
const vault = openVault(join(root, 'vault'))
const evidence = openEvidence(join(root, 'evidence'), vault, { subject: 'I-1', host: 'web1', create: true })
const told = (sha256: string) => JSON.parse(String(Buffer.from(vault.fetch(sha256)!))) as Record<string, unknown>

test('owner, mode, times and attributes, each path once; nothing is read, what is gone is passed over', () => {
  const host = memoryHost({
    '/x': { content: 'abc', mode: 0o4755, uid: 7, xattrs: { 'user.a': Buffer.from('b') } },
    '/no': { gap: 'denied' },
  })
  const kept = [...keepMetadata(evidence, host.files, ['/x', '/x', '/gone', '/no'])]
  assert.deepEqual(
    kept.map(k => (isGap(k) ? k.why : k.entity)),
    ['file:/x', 'denied'],
  )
  const [first] = kept
  assert.ok(first !== undefined && !isGap(first))
  const { mode, uid, size, xattrs } = told(first.sha256)
  assert.deepEqual([mode, uid, size, xattrs], [0o4755, 7, 3, { 'user.a': Buffer.from('b').toString('base64') }])
  assert.deepEqual(
    evidence.records.map(r => r.event),
    ['collected', 'missed'],
  )
})

test('a real file with its birth, a symlink with its target; access times stay', () => {
  const file = join(root, 'real')
  writeFileSync(file, 'x')
  symlinkSync('real', join(root, 'link'))
  const before = statSync(file, { bigint: true })
  const host = diskRoot(root)
  assert.ok(typeof host !== 'string')
  const [real, link] = [...keepMetadata(evidence, host.files, ['/real', '/link'])].map(k => told(isGap(k) ? '' : k.sha256))
  assert.match(String(real?.['btime'] ?? real?.['ctime']), /^\d{4}-/)
  assert.equal(link?.['link'], 'real')
  assert.equal(statSync(file, { bigint: true }).atimeNs, before.atimeNs)
})
