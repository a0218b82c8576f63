// The disk fills up between freezing and ending: who stands still is told in one sentence, and undo thaws them on the full disk.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { perform } from '../../src/case/perform.ts'
import { actionsById } from '../../src/cli/actions.ts'
import { keepEvidence } from '../../src/cli/keep-evidence.ts'
import { stillFrozen, withFrozen } from '../../src/cli/still-frozen.ts'
import { isGap } from '../../src/core/gap.ts'
import type { Incident, ScanResult } from '../../src/core/incident.ts'
import type { Instant } from '../../src/core/instant.ts'
import { JournalError } from '../../src/core/journal.ts'
import type { Plan, Step } from '../../src/core/plan.ts'
import { createCase, openCase } from '../../src/store/cases.ts'
import { stepOf } from '../control.ts'
import { liveScene } from '../live-scene.ts'
import { smallDisk } from '../small-disk.ts'
import { davylamp } from './run.ts'

const folder = mkdtempSync(join(tmpdir(), 'davylamp-e2e-full-'))
after(() => rmSync(folder, { recursive: true, force: true }))
const live = liveScene()
const cgroupOf = (pid: number): string => readFileSync(`/proc/${pid}/cgroup`, 'utf8')

let filled = 0
/** Leaves no byte: what a log that runs wild does. */
function fill(path: string): void {
  for (const size of [1 << 20, 4096, 64])
    for (;;) {
      try {
        writeFileSync(join(path, `full-${filled++}`), Buffer.alloc(size, 1))
      } catch {
        break
      }
    }
}

test('frozen on a disk that fills up: one sentence, and undo', { skip: live === undefined }, async t => {
  const disk = smallDisk(folder, '8m')
  if (disk === undefined) return t.skip('needs the right to mount')
  const program = join(folder, 'sleeper')
  copyFileSync('/bin/sleep', program)
  const children = [1, 2].map(() => spawn(program, ['300'], { stdio: 'ignore' }))
  try {
    await Promise.all(children.map(child => once(child, 'spawn')))
    const pids = children.map(child => child.pid!)
    const homes = pids.map(cgroupOf)
    const found = pids.flatMap(pid => {
      const state = live!.control.processes!.identify(pid)
      return isGap(state) ? [] : [state]
    })
    const detail = { group: `full-${process.pid}`, pids, startTicks: found.map(p => p.startTicks), exes: found.map(p => p.exe) }
    const freeze: Step = stepOf({
      action: 'freeze-processes',
      stage: 'contain',
      detail,
      target: `process:${pids[0]}@${found[0]?.startTicks}`,
    })
    const incident = { id: 'I-1' } as Incident
    const result = { schema: 'davylamp.scan.1', host: 'h', incidents: [incident] } as unknown as ScanResult
    const common = { schema: 'davylamp.plan.1', id: 'P-1', host: 'h', root: '', refused: [], advice: [] } as const
    const plan: Plan = { ...common, incident: 'I-1', createdAt: new Date().toISOString() as Instant, steps: [freeze] }
    const state = join(disk.path, 'state')
    const open = openCase(state, createCase(state, result, plan))
    let said: unknown
    try {
      assert.deepEqual(
        [...perform(plan, { ...live!, vault: open.vault }, actionsById, open.journal)].map(o => o.result),
        ['done'],
      )
      fill(disk.path)
      assert.throws(() => {
        try {
          keepEvidence(open, live!.host, freeze, 'en')
        } catch (error) {
          said = withFrozen(error, open)
          throw said
        }
      }, JournalError)
      assert.match(stillFrozen(open)?.zh ?? '', /^2 个进程仍处于冻结状态,直到运行 davylamp undo I-1 将其解冻$/)
    } finally {
      open.close()
    }
    // What closing gave back is taken as well.
    fill(disk.path)
    assert.ok(said instanceof JournalError)
    assert.match(said.said.en, /the disk is full; 2 processes stand still, frozen, until "davylamp undo I-1" thaws them$/)
    for (const pid of pids) assert.match(cgroupOf(pid), /davylamp/)

    const { code, out, err } = davylamp(['undo', 'I-1', '--state', state])
    assert.equal(code, 0, out + err)
    assert.deepEqual(pids.map(cgroupOf), homes)
    const again = davylamp(['undo', 'I-1', '--state', state])
    assert.match(again.err, /nothing to take back/)
  } finally {
    for (const child of children) child.kill('SIGKILL')
    disk.end()
  }
})
