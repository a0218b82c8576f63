// Runs davylamp as a user does and gives what it said.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import type { ScanResult } from '../../src/core/incident.ts'

const root = join(import.meta.dirname, '..', '..')
const main = join(root, 'src', 'cli', 'main.ts')

export interface Outcome {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

export function davylamp(
  args: readonly string[],
  options: { env?: NodeJS.ProcessEnv; uid?: number; timeout?: number; input?: Uint8Array } = {},
): Outcome {
  const { env, uid, timeout = 120_000 } = options
  const child = spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', main, ...args], {
    env: { ...process.env, LANG: 'C', ...env },
    encoding: 'utf8',
    timeout,
    maxBuffer: 1 << 28,
    ...(options.input !== undefined && { input: options.input }),
    ...(uid !== undefined && { uid, gid: uid }),
  })
  return { code: child.status, out: child.stdout, err: child.stderr }
}

export function scanJson(args: readonly string[], options: Parameters<typeof davylamp>[1] = {}): ScanResult {
  return JSON.parse(davylamp(['scan', '--json', ...args], options).out) as ScanResult
}
