// A response on the running host, to a harmless process of our own that only looks like a miner; never where anything else would be touched.
import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import type { Plan } from '../../src/core/plan.ts'
import { davylamp } from './run.ts'

const folder = mkdtempSync(join(tmpdir(), 'davylamp-e2e-live-'))
const program = join(folder, ['xm', 'rig'].join(''))
const state = ['--state', join(folder, 'state')]
let child: ChildProcess | undefined
after(() => {
  child?.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
})

// Put together here, so that this file itself is no miner's script.
const pool = `${['stratum', 'tcp://'].join('+')}${['pool', 'supportxmr', 'com'].join('.')}:3333`
const wallet = `4${'A'.repeat(94)}`
const level = ['donate', 'level'].join('-')
/** Waits on its input until it is ended; the words behind it are never read. */
function start(): number {
  copyFileSync('/bin/sh', program)
  child = spawn(program, ['-c', 'read x', '-o', pool, '-u', wallet, `--${level}`, '1'], {
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  return child.pid!
}

/** Every process and path that the plan would touch. */
function touched({ steps }: Plan): { pids: number[]; paths: string[] } {
  const pids = steps.flatMap(({ detail }) => [
    ...(Array.isArray(detail['pids']) ? detail['pids'] : []),
    ...(detail['pid'] === undefined ? [] : [detail['pid']]),
  ])
  return { pids: pids.map(Number), paths: steps.flatMap(({ detail }) => (detail['path'] === undefined ? [] : [String(detail['path'])])) }
}

test('frozen, thawed again, then ended with its evidence kept; the running host is otherwise left alone', {
  skip: process.getuid?.() !== 0,
}, t => {
  const pid = start()
  const alive = (): boolean => /^State:\s+[^ZX]/m.test(existsSync(`/proc/${pid}/status`) ? readFileSync(`/proc/${pid}/status`, 'utf8') : '')
  const only = (): Plan | undefined => {
    const plan = JSON.parse(davylamp(['plan', '--json', ...state]).out) as Plan | null
    if (plan === null) return undefined
    const { pids, paths } = touched(plan)
    return pids.includes(pid) && pids.every(p => p === pid) && paths.every(path => path.startsWith(folder)) ? plan : undefined
  }
  const plan = only()
  if (plan === undefined) return t.skip('this host has incidents of its own')
  const first = davylamp(['respond', '--yes', '--only', 'contain', plan.incident, ...state])
  // On a busy host the incident may have become another one meanwhile: then nothing is done.
  if (first.code === 2) return t.skip(first.err)
  assert.equal(first.code, 0, first.out)
  assert.match(readFileSync(`/proc/${pid}/cgroup`, 'utf8'), /davylamp/)
  const thawed = davylamp(['undo', ...state])
  assert.equal(thawed.code, 0, thawed.out + thawed.err)
  assert.ok(alive())
  assert.doesNotMatch(readFileSync(`/proc/${pid}/cgroup`, 'utf8'), /davylamp/)

  const again = only()
  if (again === undefined) return t.skip('this host has incidents of its own')
  const { code, out, err } = davylamp(['respond', '--yes', again.incident, ...state], { timeout: 300_000 })
  if (code === 2) return t.skip(err)
  assert.match(out, /evidence of 1 process/)
  assert.equal(alive(), false)
  const back = davylamp(['undo', ...state])
  assert.match(back.out, /cannot be undone +S\d+/)
  assert.ok(existsSync(program), 'its file is back')
})
