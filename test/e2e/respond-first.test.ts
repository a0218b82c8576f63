// Before the first act of a response: a snapshot that must succeed, and room for what must be kept; what does not hold leaves the disk untouched.
import assert from 'node:assert/strict'
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { picture } from '../../src/cli/picture.ts'
import type { Custody } from '../../src/store/evidence.ts'
import { smallDisk } from '../small-disk.ts'
import { davylamp } from './run.ts'

const folder = mkdtempSync(join(tmpdir(), 'davylamp-e2e-first-'))
after(() => rmSync(folder, { recursive: true, force: true }))
let copies = 0

function copyOf() {
  const here = join(folder, `${copies++}`)
  const root = join(here, 'root')
  cpSync(join(import.meta.dirname, '../../fixtures/hosts/outlaw/root'), root, { recursive: true, verbatimSymlinks: true })
  return { here, root, state: join(here, 'state') }
}

test('a snapshot that fails, or that cannot be run, stops the response before anything is changed', () => {
  const { root, state } = copyOf()
  const before = picture(root)
  const on = ['respond', '--yes', '--root', root, '--state', state]
  const refusals: readonly (readonly [option: string, sentence: RegExp])[] = [
    [
      '--snapshot-first=echo no room in the pool >&2; exit 3',
      /nothing was touched: the snapshot failed \(exit code 3\): no room in the pool\n$/,
    ],
    ['--snapshot-first=kill -9 $$', /nothing was touched: the snapshot failed \(signal SIGKILL\)/],
    ['--snapshot-first=', /--snapshot-first=COMMAND\n$/],
  ]
  for (const [option, sentence] of refusals) {
    const { code, err } = davylamp([...on, option])
    assert.equal(code, 2)
    assert.match(err, sentence)
    assert.equal(err.trimEnd().split('\n').length, 1)
    assert.deepEqual(picture(root), before)
  }
  const swallowed = davylamp(['respond', '--yes', '--root', root, '--state', state, '--snapshot-first', 'I-0011223344'])
  assert.deepEqual([swallowed.code, /behind a "="/.test(swallowed.err)], [2, true], swallowed.err)
})

test('one that succeeds knows the case, is waited for, and is on record with what it wrote', () => {
  const { here, root, state } = copyOf()
  const note = join(here, 'note')
  const command = `echo "$DAVYLAMP_CASE|$DAVYLAMP_ROOT|$DAVYLAMP_REASON" | tee ${note}; test -z "$HOME"`
  const { code, out, err } = davylamp(['respond', '--yes', '--root', root, '--state', state, `--snapshot-first=${command}`])
  assert.notEqual(code, 2, err)
  assert.match(out, /the snapshot command succeeded/)
  assert.match(readFileSync(note, 'utf8'), new RegExp(`^I-\\w+\\|${root}\\|before the response to I-\\w+: \\d+ to disarm`))
  const records = JSON.parse(davylamp(['evidence', '--json', '--state', state]).out) as Custody[]
  const [first] = records
  assert.deepEqual([first?.what, first?.source, first?.size], ['disk snapshot', command, readFileSync(note).length])
  assert.match(first!.how, /^run before any step: exit code 0 after \d/)
})

test('a state folder without room is told before anybody is asked', t => {
  const disk = smallDisk(folder, '4m')
  if (disk === undefined) return t.skip('needs the right to mount')
  try {
    const { root } = copyOf()
    const before = picture(root)
    for (const extra of [['--yes'], ['--dry-run'], ['--yes', '--lang', 'zh']]) {
      const { code, err } = davylamp(['respond', ...extra, '--root', root, '--state', join(disk.path, 'state')])
      assert.equal(code, 2, err)
      assert.match(
        err,
        extra.includes('zh')
          ? /未做任何改动:保全所需空间最多 \d+ MiB,而 .* 仅剩 \d+ MiB/
          : /nothing was touched: keeping what is changed takes up to \d+ MiB/,
      )
      assert.deepEqual(picture(root), before)
    }
  } finally {
    disk.end()
  }
})
