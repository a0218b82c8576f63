// The commands as a newcomer meets them: the demo, the list, and the explanation of what was found.
import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { davylamp, scanJson } from './run.ts'

const folder = mkdtempSync(join(tmpdir(), 'davylamp-e2e-commands-'))
after(() => rmSync(folder, { recursive: true, force: true }))
const fixtures = join(import.meta.dirname, '..', '..', 'fixtures', 'hosts')

test('demo shows an incident and its story in both languages, and leaves nothing behind', () => {
  const temporary = mkdtempSync(join(folder, 'temporary-'))
  const env = { TMPDIR: temporary }
  const en = davylamp(['demo'], { env })
  assert.equal(en.code, 0)
  assert.match(en.out, /MINING/)
  assert.match(en.out, /Why \(independent classes of evidence/)
  const zh = davylamp(['demo', '--lang', 'zh'], { env })
  assert.match(zh.out, /正在挖矿/)
  assert.match(zh.out, /判断依据/)
  assert.deepEqual(readdirSync(temporary), [])
})

test('the language comes from the environment unless it is given', () => {
  assert.match(davylamp(['list'], { env: { LANG: 'zh_CN.UTF-8', LC_ALL: '' } }).out, /系统定时任务/)
  assert.match(davylamp(['list', '--lang', 'en'], { env: { LANG: 'zh_CN.UTF-8', LC_ALL: '' } }).out, /system cron jobs/)
})

test('list tells every module, at least 45 kinds of persistence among them', () => {
  const { out, code } = davylamp(['list', '--json'])
  const listed = JSON.parse(out) as Record<string, { id: string }[]>
  assert.equal(code, 0)
  assert.ok(listed['persistence']!.length >= 45)
  assert.ok(listed['detectors']!.length >= 40)
})

test('an incident is explained by its id, a finding by its own, the newest by default', () => {
  const state = join(folder, 'state')
  const result = scanJson(['--root', join(fixtures, 'outlaw', 'root'), '--state', state])
  const [incident] = result.incidents
  assert.ok(incident !== undefined)
  assert.equal(davylamp(['explain', '--state', state]).out, davylamp(['explain', incident.id, '--state', state]).out)
  const finding = davylamp(['explain', incident.findings[0].id, '--state', state])
  assert.equal(finding.code, 0)
  assert.ok(finding.out.includes(incident.findings[0].detector))
})

test('exit codes: 0 for a clean disk, 1 for an infected one', () => {
  const state = ['--state', join(folder, 'codes')]
  assert.equal(davylamp(['scan', '--root', join(fixtures, 'clean-server', 'root'), ...state]).code, 0)
  assert.equal(davylamp(['scan', '--root', join(fixtures, 'kinsing', 'root'), ...state]).code, 1)
})

test('a recorded disk replays to the same findings', () => {
  const file = join(folder, 'host.snapshot')
  const state = ['--state', join(folder, 'replay')]
  const there = scanJson(['--root', join(fixtures, 'moneroocean', 'root'), '--record', file, ...state])
  assert.ok(existsSync(file))
  const again = scanJson(['--snapshot', file, ...state])
  assert.deepEqual(again.findings, there.findings)
  assert.equal(again.verdict, there.verdict)
})
