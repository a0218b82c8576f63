// A preloaded library that hides a word also hides davylamp's own files of that name from it: it works all the same, or says plainly why not.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import type { ScanResult } from '../../src/core/incident.ts'
import { davylamp } from './run.ts'

const folder = mkdtempSync(join(tmpdir(), 'hidden-from-itself-'))
after(() => rmSync(folder, { recursive: true, force: true }))
const root = join(import.meta.dirname, '../../fixtures/hosts/kinsing/root')

/** A library that hides the word; undefined where there is no compiler. */
function hider(word: string): string | undefined {
  const library = join(folder, `h-${Buffer.from(word).toString('hex')}.so`)
  const source = join(import.meta.dirname, 'hider.c')
  const { status } = spawnSync('gcc', ['-shared', '-fPIC', '-fno-builtin', '-w', `-DHIDDEN="${word}"`, '-o', library, source, '-ldl'])
  return status === 0 ? library : undefined
}

const noCompiler = spawnSync('gcc', ['--version']).status === 0 ? false : 'needs gcc'

describe('a word of davylamp’s own file names is hidden', { skip: noCompiler }, () => {
  const scanned = (env: NodeJS.ProcessEnv): Pick<ScanResult, 'verdict' | 'findings' | 'coverage'> => {
    const { out, err } = davylamp(['scan', '--json', '--root', root, '--state', join(folder, 'state')], { env })
    assert.ok(out !== '', err)
    const { verdict, findings, coverage } = JSON.parse(out) as ScanResult
    return { verdict, findings, coverage }
  }
  for (const word of ['miner', 'kinsing', 'wallet'])
    test(`${word}: the scan is the same`, () => assert.deepEqual(scanned({ LD_PRELOAD: hider(word) }), scanned({})))

  for (const word of ['main.ts', 'sys.ts'])
    test(`${word}: the launcher says so in one sentence each, without a stack trace`, () => {
      const launcher = join(import.meta.dirname, '../../bin/davylamp')
      const { status, stdout, stderr } = spawnSync(launcher, ['scan'], {
        env: { ...process.env, LD_PRELOAD: hider(word) },
        encoding: 'utf8',
      })
      assert.deepEqual([status, stdout], [2, ''])
      assert.match(stderr, new RegExp(`^davylamp: its own file \\S+${word.replace('.', '\\.')} cannot be opened.*LD_PRELOAD.*\n.*预加载库`))
      assert.doesNotMatch(stderr, /\n\s+at /)
    })
})
