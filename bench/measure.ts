// Runs a command and measures it: wall time, CPU time with its children, peak resident memory of the command itself.
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'

export interface Measured {
  readonly wall: number
  readonly cpu: number
  /** Bytes; sampled every 20 ms from VmHWM of the process tree's root. */
  readonly peak: number
  readonly code: number | null
}

export function measure(command: readonly string[], limitSeconds: number): Promise<Measured> {
  const began = performance.now()
  const script = `TIMEFORMAT='%U %S'; time "$@" >/dev/null 2>&1 </dev/null`
  const child = spawn('bash', ['-c', script, 'measure', ...command], { stdio: ['ignore', 'ignore', 'pipe'], detached: true })
  let peak = 0
  const look = setInterval(() => {
    peak = Math.max(peak, ...childrenOf(child.pid ?? 0).map(highWater))
  }, 20)
  const limit = setTimeout(() => child.pid && process.kill(-child.pid, 'SIGKILL'), limitSeconds * 1000)
  let times = ''
  child.stderr.on('data', (chunk: Buffer) => {
    times += chunk.toString()
  })
  return new Promise(resolve => {
    child.on('close', code => {
      clearInterval(look)
      clearTimeout(limit)
      const [user, system] = times.trim().split('\n').pop()?.split(' ').map(Number) ?? []
      resolve({ wall: (performance.now() - began) / 1000, cpu: (user ?? Number.NaN) + (system ?? Number.NaN), peak, code })
    })
  })
}

function childrenOf(pid: number): readonly number[] {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number)
  } catch {
    return []
  }
}

function highWater(pid: number): number {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) * 1024
  } catch {
    return 0
  }
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}
