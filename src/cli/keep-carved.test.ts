import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { keeper } from './keep-carved.ts'
import { UserError } from './user-error.ts'

const folder = mkdtempSync(join(tmpdir(), 'davylamp-carved-'))
after(() => rmSync(folder, { recursive: true }))

test('a carved program is written once, cannot be run, and comes back by the command in its head', () => {
  const body = Buffer.from('\x7fELF and what follows')
  const sha256 = createHash('sha256').update(body).digest('hex')
  const { keep, gaps } = keeper(folder)
  keep(sha256, body)
  keep(sha256, body)
  assert.deepEqual([readdirSync(folder), gaps()], [[`${sha256}.q`], []])
  const file = join(folder, `${sha256}.q`)
  const written = readFileSync(file)
  assert.ok(!written.includes('ELF'))
  assert.equal(statSync(file).mode & 0o777, 0o400)
  const command = /^tail .*$/m.exec(written.toString('latin1'))?.[0].replace('FILE', file).replace(' > OUT', '') ?? ''
  assert.deepEqual(spawnSync('sh', ['-c', command]).stdout, body)
})

test('a folder that cannot be made is told at once, also where the parent says that there is no such file', () => {
  for (const bad of ['/proc/davylamp/carved', join(import.meta.filename, 'carved')]) assert.throws(() => keeper(bad), UserError)
})

test('a body that cannot be written is a gap, and leaves no half file', () => {
  const gone = join(folder, 'gone')
  const { keep, gaps } = keeper(gone)
  rmSync(gone, { recursive: true })
  keep('a'.repeat(64), Buffer.from('x'))
  keep('b'.repeat(64), Buffer.from('y'))
  assert.deepEqual(
    gaps().map(g => [g.why, g.detail]),
    [['capped', '2 carved files could not be written: ENOENT']],
  )
})
