import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { keeper } from './keep-carved.ts'

const folder = mkdtempSync(join(tmpdir(), 'davylamp-carved-'))
after(() => rmSync(folder, { recursive: true }))

test('a carved program is written once, cannot be run, and comes back by the command in its head', () => {
  const body = Buffer.from('\x7fELF and what follows')
  const sha256 = createHash('sha256').update(body).digest('hex')
  const keep = keeper(folder)
  keep(sha256, body)
  keep(sha256, body)
  assert.deepEqual(readdirSync(folder), [`${sha256}.q`])
  const file = join(folder, `${sha256}.q`)
  const written = readFileSync(file)
  assert.ok(!written.includes('ELF'))
  assert.equal(statSync(file).mode & 0o777, 0o400)
  const command = /^tail .*$/m.exec(written.toString('latin1'))?.[0].replace('FILE', file).replace(' > OUT', '') ?? ''
  assert.deepEqual(spawnSync('sh', ['-c', command]).stdout, body)
})
