// davylamp trace and report as a user runs them: on an infected disk from scan to every format, and what bad input gets.
import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import type { Trace } from '../../src/core/trace.ts'
import { reportFormats } from '../../src/report/index.ts'
import { davylamp } from './run.ts'

const folder = mkdtempSync(join(tmpdir(), 'davylamp-e2e-report-'))
after(() => rmSync(folder, { recursive: true, force: true }))
const state = ['--state', join(folder, 'state')]
const root = ['--root', join(import.meta.dirname, '..', '..', 'fixtures', 'hosts', 'kinsing', 'root')]

before(() => {
  assert.equal(davylamp(['scan', ...root, ...state]).code, 1)
})

test('the way in is told in both languages and as JSON, and probabilities add up to one', () => {
  const trace = JSON.parse(davylamp(['trace', ...root, ...state, '--json']).out) as Trace
  const sum = trace.candidates.reduce((all, c) => all + c.posterior, 0)
  assert.ok(Math.abs(sum - 1) < 1e-6, `${sum}`)
  assert.match(davylamp(['trace', ...root, ...state, '--lang', 'zh']).out, /入侵途径/)
  assert.match(davylamp(['trace', ...root, ...state, '--lang', 'en']).out, /How they got in/)
})

describe('every format is written, the same twice', () => {
  before(() => {
    // Some tell of the plan: a response on a disk that is not to be changed is only rehearsed, so they are asked for where there is a case.
    davylamp(['trace', ...root, ...state])
  })
  for (const { id, extension, needs } of reportFormats.filter(f => f.needs !== 'plan')) {
    test(id, () => {
      assert.ok(needs === undefined || needs === 'trace')
      const [one, two] = ['a', 'b'].map(name => join(folder, `${name}.${id}.${extension}`))
      for (const file of [one!, two!]) assert.equal(davylamp(['report', ...state, '--format', id, '-o', file, '--lang', 'zh']).code, 0)
      assert.deepEqual(readFileSync(one!), readFileSync(two!))
      assert.equal(statSync(one!).mode & 0o777, 0o600)
    })
  }
})

test('a PDF is printed where there is a browser, and one sentence says so where there is none', () => {
  const file = join(folder, 'r.pdf')
  const { code, err } = davylamp(['report', ...state, '--format', 'pdf', '-o', file])
  if (code === 0) assert.equal(readFileSync(file).subarray(0, 5).toString(), '%PDF-')
  else {
    assert.equal(code, 2)
    assert.match(err, /^davylamp: a PDF is printed by Chromium[^\n]*\n$/)
  }
})

test('what was there before is replaced whole, and nobody else may read it', () => {
  const file = join(folder, 'old.md')
  writeFileSync(file, 'x'.repeat(1 << 20), { mode: 0o644 })
  assert.equal(davylamp(['report', ...state, '--format', 'md', '-o', file]).code, 0)
  assert.match(readFileSync(file, 'utf8'), /^# [^x]/)
  assert.equal(statSync(file).mode & 0o777, 0o600)
  assert.equal(davylamp(['report', ...state, '--format', 'cacao', '-o', file]).code, 2)
  assert.match(readFileSync(file, 'utf8'), /^# /)
})

test('the same case gives the same bytes in another place, language of the system and mask', () => {
  const of = (env: Readonly<Record<string, string>>): string =>
    davylamp(['report', ...state, '--format', 'html', '--lang', 'zh'], { env }).out
  assert.equal(of({ TZ: 'Pacific/Chatham', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' }), of({ TZ: 'UTC', LANG: 'C' }))
})

test('a redacted report does not name the host', () => {
  assert.match(davylamp(['report', ...state, '--format', 'md']).out, /shop2/)
  assert.doesNotMatch(davylamp(['report', ...state, '--format', 'md', '--redact']).out, /shop2/)
})

test('the newest incident is told though a later scan of another host saw none', () => {
  const others = ['--state', join(folder, 'others')]
  assert.equal(davylamp(['scan', ...root, ...others]).code, 1)
  assert.notEqual(davylamp(['scan', '--root', root[1]!.replace('kinsing', 'clean-server'), ...others]).code, 1)
  for (const command of ['report', 'explain']) assert.match(davylamp([command, ...others]).out, /I-f4eaa52e04/)
})

test('a graph that cannot be drawn costs nothing of the trace', () => {
  const logs = ['--logs', folder, '--state', join(folder, 'logs-state')]
  const { code, out, err } = davylamp(['trace', ...logs, '--svg', join(folder, 'g.svg')])
  assert.equal(code, 2)
  assert.match(out, /How they got in/)
  assert.match(err, /^davylamp: there is nothing to draw[^\n]*\n$/)
})

describe('bad input is one sentence and exit code 2', () => {
  const cases: Readonly<Record<string, readonly string[]>> = {
    'a format that does not exist': ['report', ...state, '--format', 'odt'],
    'an incident that is not kept': ['report', 'I-nothing', ...state],
    'nothing kept at all': ['report', '--state', join(folder, 'empty')],
    'a file that cannot be written': ['report', ...state, '-o', '/nonexistent/x.html'],
    'a price that is none': ['report', ...state, '--kwh', 'cheap'],
    'a currency without a price': ['report', ...state, '--currency', 'EUR'],
    'a directory for a file': ['report', ...state, '-o', folder],
    'a device that is full': ['report', ...state, '-o', '/dev/full'],
    'a file without a name': ['report', ...state, '-o', ''],
    'a plan that was not made': ['report', ...state, '--format', 'cacao'],
    'a trace of an incident that is not kept': ['trace', 'I-nothing', ...root, ...state],
  }
  for (const [name, args] of Object.entries(cases)) {
    test(name, () => {
      const { code, err, out } = davylamp(args)
      assert.equal(code, 2)
      assert.match(err, /^davylamp: [^\n]{10,300}\n$/)
      assert.equal(out, '')
    })
  }
  test('and leaves no file behind', () => assert.ok(!existsSync('/nonexistent')))
})
