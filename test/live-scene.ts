// The running host as actions see it, for tests that start a process of their own to act on.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Scene } from '../src/core/action.ts'
import { isGap } from '../src/core/gap.ts'
import { hostControl } from '../src/host/control.ts'
import { liveLinux } from '../src/host/live-linux.ts'
import { memoryVault } from './control.ts'

/** Undefined where this account may not act on processes. */
export function liveScene(): Scene | undefined {
  const host = liveLinux()
  const control = hostControl(host)
  return process.getuid?.() === 0 && control?.processes !== undefined ? { host, control, vault: memoryVault() } : undefined
}

/** Starts a sleeping process, gives its identity, and ends it afterwards whatever happens. */
export async function withSleeper(
  scene: Scene,
  act: (detail: { pid: number; startTicks: number; exe: string }, child: ChildProcess) => void,
): Promise<void> {
  const child = spawn('sleep', ['60'], { stdio: 'ignore', detached: true })
  await once(child, 'spawn')
  try {
    const state = scene.control.processes?.identify(child.pid ?? 0)
    if (state === undefined || isGap(state)) throw new Error('the process cannot be identified')
    act({ ...state }, child)
  } finally {
    child.kill('SIGKILL')
  }
}
