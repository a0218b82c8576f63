// The evidence of a response at the terminal: listed, checked, handed over; and what is told when there is none or it was changed.
import assert from 'node:assert/strict'
import { appendFileSync, cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import type { Custody } from '../../src/store/evidence.ts'
import { davylamp } from './run.ts'

const folder = mkdtempSync(join(tmpdir(), 'davylamp-e2e-evidence-'))
after(() => rmSync(folder, { recursive: true, force: true }))

test('listed, checked and handed over; a changed item is named', () => {
  const root = join(folder, 'root')
  const state = join(folder, 'state')
  cpSync(join(import.meta.dirname, '../../fixtures/hosts/outlaw/root'), root, { recursive: true, verbatimSymlinks: true })
  const none = davylamp(['evidence', '--state', state])
  assert.deepEqual([none.code, none.err.split('\n').length], [2, 2], none.err)

  const response = davylamp(['respond', '--yes', '--root', root, '--state', state])
  assert.notEqual(response.code, 2, response.err)
  const listed = davylamp(['evidence', '--state', state])
  assert.equal(listed.code, 0, listed.err)
  assert.match(listed.out, /file metadata/)
  assert.match(listed.out, /\d+ items, \d+\.\d MiB; 0 could not be had/)
  const records = JSON.parse(davylamp(['evidence', '--json', '--state', state]).out) as Custody[]
  assert.ok(records.every(r => r.tool.startsWith('davylamp ') && /\(uid \d+\)/.test(r.by) && r.how !== ''))

  const zip = join(folder, 'case.zip')
  const handed = davylamp(['evidence', '--export', zip, '--state', state])
  assert.equal(handed.code, 0, handed.err)
  assert.ok(existsSync(zip))
  assert.equal(readFileSync(zip).includes('xmrig'), false)
  const twice = davylamp(['evidence', '--export', zip, '--state', state])
  assert.deepEqual([twice.code, twice.err.split('\n').length], [2, 2], twice.err)

  assert.equal(davylamp(['evidence', '--verify', '--state', state]).code, 0)
  const vault = join(state, 'cases', readdirSync(join(state, 'cases')).find(name => name.startsWith('I-'))!, 'vault')
  const item = records.find(r => r.event === 'collected')!
  appendFileSync(join(vault, `${item.sha256}.q`), 'x')
  const checked = davylamp(['evidence', '--verify', '--state', state, '--lang', 'zh'])
  assert.equal(checked.code, 1)
  assert.match(checked.out, /内容缺失或已被改动/)
  const refused = davylamp(['evidence', 'I-nothing', '--state', state])
  assert.match(refused.err, /there is no case "I-nothing"/)
})
