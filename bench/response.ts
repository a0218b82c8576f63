// What a response costs: freezing, evidence and ending of fifty processes on this host, each beside the plain way; disarming and vaulting on a disk, flushed step by step.
import assert from 'node:assert/strict'
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isGap } from '../src/core/gap.ts'
import { hostControl } from '../src/host/control.ts'
import { liveLinux } from '../src/host/live-linux.ts'
import { listCases } from '../src/store/cases.ts'

const rounds = Number(process.argv[2] ?? 5)
const count = 50
const project = join(import.meta.dirname, '..')
const scratch = mkdtempSync(join(process.env['DAVYLAMP_BENCH'] ?? '/var/tmp', 'davylamp-bench-'))

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN
}

function line(what: string, ours: readonly number[], plain: readonly number[], peer: string): void {
  const [a, b] = [median(ours), median(plain)]
  process.stdout.write(
    `${what.padEnd(34)} ${a.toFixed(1).padStart(8)} ms   ${peer.padEnd(22)} ${b.toFixed(1).padStart(8)} ms   ×${(a / b).toFixed(1)}\n`,
  )
}

function timed(act: () => void): number {
  const began = performance.now()
  act()
  return performance.now() - began
}

async function sleepers(): Promise<readonly ReturnType<typeof spawn>[]> {
  const children = Array.from({ length: count }, () => spawn('/bin/sleep', ['600'], { stdio: 'ignore' }))
  await Promise.all(children.map(child => once(child, 'spawn')))
  return children
}

async function processes(): Promise<void> {
  const control = hostControl(liveLinux())?.processes
  if (control === undefined) throw new Error('freezing needs root on Linux')
  const [frozen, stopped, ended, killed]: number[][] = [[], [], [], []]
  for (let round = 0; round < rounds; round++) {
    const ours = await sleepers()
    const states = ours.flatMap(({ pid }) => {
      const state = control.identify(pid!)
      return isGap(state) ? [] : [state]
    })
    const group = `davylamp.bench-${process.pid}-${round}`
    frozen!.push(timed(() => assert.ok(!isGap(control.freeze(group, states)))))
    ended!.push(timed(() => assert.equal(control.killAll(group, states), undefined)))
    const plain = await sleepers()
    const pids = plain.map(({ pid }) => `${pid}`)
    stopped!.push(timed(() => void execFileSync('/bin/kill', ['-STOP', ...pids])))
    killed!.push(timed(() => void execFileSync('/bin/kill', ['-KILL', ...pids])))
  }
  line(`freeze ${count} processes as one`, frozen!, stopped!, 'kill -STOP')
  line(`end ${count} frozen processes`, ended!, killed!, 'kill -KILL')
}

/** Milliseconds from intent to done of each action, by the journals of responses to a copy of an infected disk. */
function disk(): void {
  const steps = new Map<string, number[]>()
  const removed: number[] = []
  const edited: number[] = []
  for (let round = 0; round < rounds; round++) {
    const [root, state] = [join(scratch, `root${round}`), join(scratch, `state${round}`)]
    cpSync(join(project, 'fixtures/hosts/kinsing/root'), root, { recursive: true, verbatimSymlinks: true })
    const main = join(project, 'src/cli/main.ts')
    try {
      execFileSync(process.execPath, [...process.execArgv, main, 'respond', '--yes', '--approve', '--root', root, '--state', state], {
        stdio: 'ignore',
      })
    } catch {
      // Exit code 1: something is left for a person.
    }
    for (const one of listCases(state)) {
      const begun = new Map<string, number>()
      for (const { event, step, action, at } of 'broken' in one ? [] : one.records) {
        if (event === 'intent') begun.set(step, Date.parse(at))
        else if (event === 'done') steps.set(action, [...(steps.get(action) ?? []), Date.parse(at) - (begun.get(step) ?? Number.NaN)])
      }
    }
    const file = join(scratch, 'plain')
    writeFileSync(file, readFileSync(main))
    edited.push(timed(() => void execFileSync('sed', ['-i', '1d', file])))
    removed.push(timed(() => void execFileSync('rm', ['-f', file])))
  }
  for (const [action, times] of steps) {
    const isRemoval = action === 'vault-file' || action === 'remove-directory'
    line(`${action} (${times.length}, flushed, with its undo)`, times, isRemoval ? removed : edited, isRemoval ? 'rm -f' : 'sed -i')
  }
}

try {
  await processes()
  disk()
} finally {
  rmSync(scratch, { recursive: true, force: true })
}
