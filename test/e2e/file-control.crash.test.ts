// davylamp killed at any single system call, and an attacker in the very gap between two of them: the way back stays exact.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import type { FileControl, FileState } from '../../src/core/control.ts'
import { type Gap, isGap } from '../../src/core/gap.ts'
import { fileControl } from '../../src/host/file-control.ts'
import { openSys, type Sys, type Syscall } from '../../src/host/sys.ts'

const skip = process.getuid?.() === 0 ? false : 'needs root'
const base = mkdtempSync(join(tmpdir(), 'davylamp-crash-'))
const folder = join(base, 'd')
const path = '/d/file'
const flagged = (flag: string, target: string): boolean => {
  try {
    execFileSync('chattr', [flag, target], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
const unflag = (): void => {
  for (const locked of [folder, join(folder, 'file')]) flagged('-i', locked)
}
after(() => {
  unflag()
  rmSync(base, { recursive: true, force: true })
})

function control(sys: Sys): FileControl {
  const files = fileControl(sys, base, 'disk')
  assert.ok(!isGap(files))
  return files
}

/** A locked set-uid file in a locked directory, and its state. */
function prepared(files: FileControl): { state: FileState; bytes: Uint8Array } {
  unflag()
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder)
  writeFileSync(join(folder, 'file'), 'old content')
  chmodSync(join(folder, 'file'), 0o4755)
  utimesSync(join(folder, 'file'), 1_100_000_000, 1_100_000_000)
  flagged('+i', join(folder, 'file'))
  utimesSync(folder, 1_200_000_000, 1_200_000_000)
  flagged('+i', folder)
  const found = files.capture(path, 1000)
  assert.ok(!isGap(found))
  return found
}

/** The calls up to the `last` one go through; then nothing does, not even cleaning up. */
function dying(last: number): { sys: Sys; calls(): number } {
  const sys = openSys()!
  let calls = 0
  return {
    calls: () => calls,
    sys: {
      pointer: buffer => sys.pointer(buffer),
      call(name, ...args) {
        if (++calls > last) throw new Error('killed')
        return sys.call(name, ...args)
      },
    },
  }
}

type Act = (files: FileControl, was: FileState, bytes: Uint8Array) => Gap | undefined

const acts: Readonly<Record<string, Act>> = {
  rewrite: (files, was) => files.rewrite(was, Buffer.from('new')),
  remove: (files, was) => files.remove(was),
  'remove and restore': (files, was, bytes) => files.remove(was) ?? files.restore(was, bytes, undefined),
  'rewrite and restore'(files, was, bytes) {
    const failed = files.rewrite(was, Buffer.from('new'))
    const now = files.capture(path, 1000)
    return failed ?? (isGap(now) ? now : files.restore(was, bytes, now.state))
  },
}

describe('killed at any system call, then taken back', { skip, timeout: 120_000 }, () => {
  const healthy = skip ? undefined : control(openSys()!)
  for (const [name, act] of Object.entries(acts))
    test(name, t => {
      let last = 0
      for (let isWhole = false; !isWhole; last++) {
        const was = prepared(healthy!)
        const { sys, calls } = dying(last)
        try {
          assert.equal(act(control(sys), was.state, was.bytes), undefined)
          isWhole = true
        } catch (error) {
          assert.match(String(error), /killed/)
        }
        assert.ok(calls() <= last + 20)
        const now = healthy!.capture(path, 1000)
        if (!isGap(now)) assert.ok(['old content', 'new'].includes(Buffer.from(now.bytes).toString()), 'never half a file')
        const undone = healthy!.restore(was.state, was.bytes, isGap(now) ? undefined : now.state)
        assert.equal(undone, undefined, `after ${last} calls: ${JSON.stringify(undone)}`)
        const back = healthy!.capture(path, 1000)
        assert.ok(!isGap(back))
        assert.deepEqual({ ...back.state, ino: 0 }, { ...was.state, ino: 0 }, `after ${last} calls`)
        assert.deepEqual(readdirSync(folder), ['file'], `after ${last} calls`)
      }
      t.diagnostic(`${last} system calls`)
    })
})

describe('swapped between the last look and the act', { skip }, () => {
  /** Another file takes the name right before the first call of this name that has these flags. */
  const swapping = (call: Syscall, flags: number): Sys => {
    const sys = openSys()!
    let isDone = false
    return {
      pointer: buffer => sys.pointer(buffer),
      call(name, ...args) {
        if (name === call && args[4] === flags && !isDone) {
          isDone = true
          writeFileSync(join(folder, 'other'), 'somebody else’s')
          renameSync(join(folder, 'other'), join(folder, 'file'))
        }
        return sys.call(name, ...args)
      },
    }
  }
  const swaps = { rewrite: 2, remove: 1 } as const
  for (const name of ['rewrite', 'remove'] as const)
    test(`${name}: the other file stays, nothing is left aside`, () => {
      const files = control(swapping('renameat2', swaps[name]))
      const was = prepared(files)
      const outcome = acts[name]!(files, was.state, was.bytes)
      assert.equal(outcome?.why, 'tampered')
      assert.equal(readFileSync(join(folder, 'file'), 'utf8'), 'somebody else’s')
      assert.deepEqual(readdirSync(folder), ['file'])
    })
})
