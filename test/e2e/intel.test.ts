// davylamp intel as a user runs it: import, list, look up, export and import again, forget; and what is wrong is said in one sentence.
import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { davylamp, scanJson } from './run.ts'

const folder = mkdtempSync(join(tmpdir(), 'davylamp-intel-'))
after(() => rmSync(folder, { recursive: true, force: true }))
const state = ['--state', join(folder, 'state')]
const file = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text)
  return join(folder, name)
}
const run = (...args: string[]) => davylamp(['intel', ...args, ...state])

describe('bad input is one sentence and exit code 2', () => {
  const feed = file('ok.txt', 'pool.example\n')
  symlinkSync('/dev/zero', join(folder, 'zero'))
  const cases: Readonly<Record<string, readonly string[]>> = {
    'no command': [],
    'an unknown command': ['fetch'],
    'no file': ['import'],
    'a file that does not exist': ['import', '/nonexistent'],
    'a folder': ['import', folder],
    'a device': ['import', join(folder, 'zero')],
    'a file without indicators': ['import', '/etc/passwd'],
    'JSON of no known kind': ['import', file('x.json', '{"a":[1,2]}')],
    'a period that is none': ['import', feed, '--expires', 'soon'],
    'a date in the past': ['import', feed, '--expires', '2020-01-01'],
    'a name with a path in it': ['import', feed, '--name', '../x'],
    'the name of a packaged list': ['import', feed, '--name', 'well-known'],
    'a kind that is unknown': ['import', feed, '--kind', 'evil'],
    'two files of one name': ['import', feed, feed],
    'what is no indicator': ['lookup', 'no indicator'],
    'no output': ['export'],
    'a format that is unknown': ['export', '--format', 'yara', '-o', '-'],
    'a list that is unknown': ['export', '--name', 'none', '-o', '-'],
    'an output that cannot be written': ['export', '-o', '/nonexistent/x'],
    'a set that was never imported': ['forget', 'none'],
    'a packaged list': ['forget', 'well-known'],
  }
  for (const [name, args] of Object.entries(cases)) {
    test(name, () => {
      const { code, out, err } = davylamp(['intel', ...args, ...(args.length > 0 && args[0] !== 'fetch' ? state : [])])
      assert.deepEqual([code, out], [2, ''], err)
      assert.match(err, /^davylamp: [^\n]+\n$/)
    })
  }
})

test('import, list, look up, scan, export, forget', () => {
  const feed = file('own.txt', '*.own-pool.example\nnot one\n104.16.1.1\n198.51.100.0/24 # mine\n')
  const imported = run('import', feed, '--expires', '30d', '--licence', 'CC BY 4.0')
  assert.equal(imported.code, 0, imported.err)
  assert.match(imported.out, /imported own \(plain, pool\): 1 domain, 1 address, 1 network\n/)
  assert.match(imported.out, /line 2: is no domain, address, URL or digest/)
  assert.match(imported.out, /1 of them are shared by innocents and never accuse anybody: 104\.16\.1\.1/)
  assert.match(run('list').out, /own +imported +pool .*\n +licence: CC BY 4\.0 · expires 20/)

  const known = run('lookup', 'eu.own-pool.example', '104.16.1.1', 'own-pool.example.org')
  assert.equal(known.code, 1)
  assert.match(known.out, /eu\.own-pool\.example {2}known, and decisive\n {2}own-pool\.example .*licence: CC BY 4\.0/)
  assert.match(known.out, /104\.16\.1\.1 {2}mentioned, not decisive\n/)
  assert.match(known.out, /own-pool\.example\.org {2}not in any list\n/)

  const root = join(folder, 'root')
  mkdirSync(join(root, 'etc'), { recursive: true })
  writeFileSync(join(root, 'etc/passwd'), 'root:x:0:0:root:/root:/bin/bash\n')
  writeFileSync(join(root, 'etc/hosts'), '192.0.2.1 eu.own-pool.example\n')
  const pools = () => scanJson(['--root', root, ...state]).findings.filter(f => f.detector === 'pool-in-hosts').length
  assert.equal(pools(), 1)

  for (const format of ['plain', 'hosts', 'maltrail', 'misp', 'stix']) {
    const target = join(folder, `out.${format}`)
    const exported = run('export', '--format', format, '--name', 'own', '-o', target)
    assert.equal(exported.code, 0, exported.err)
    assert.ok(readFileSync(target, 'utf8').includes('own-pool.example') && !readFileSync(target, 'utf8').includes('104.16.1.1'))
    assert.equal(run('import', target, '--name', `again-${format}`).code, 0)
    assert.equal(run('forget', `again-${format}`).code, 0)
  }
  assert.equal(run('forget', 'own').code, 0)
  assert.equal(pools(), 0)
  assert.equal(run('lookup', 'eu.own-pool.example').code, 0)
})

test('a hostile feed never reaches the terminal raw, and a warninglist silences what it lists', () => {
  const evil = file('evil.txt', 'own-pool.example\n\u001b[2J\u202eevil\n# Reference: https://r.example/\u001b]0;x\u0007\nb.example\n')
  const { out, err } = run('import', evil, '--name', 'evil')
  assert.doesNotMatch(out + err, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/)
  assert.doesNotMatch(run('lookup', 'b.example').out, /\u001b/)
  const list = file('wl.json', JSON.stringify({ type: 'hostname', name: 'ours', version: 1, list: ['own-pool.example'] }))
  assert.equal(run('lookup', 'own-pool.example').code, 1)
  assert.equal(run('import', list).code, 0)
  const after = davylamp(['intel', 'lookup', 'own-pool.example', '--lang', 'zh', ...state])
  assert.equal(after.code, 0)
  assert.match(after.out, /有提及,但不作依据/)
})

test('one word that is no indicator does not cost the answers about the others', () => {
  const { code, out, err } = run('lookup', 'nonsense_1', '192.0.2.77', 'more nonsense')
  assert.equal(code, 2)
  assert.match(out, /^192\.0\.2\.77 {2}not in any list\n$/)
  assert.equal(err, 'davylamp: "nonsense_1", "more nonsense": no domain, address, URL or digest\n')
})
