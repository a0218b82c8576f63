// Running commands: waited for, with their output, and with a limit on time.
import { execFileSync, spawn } from 'node:child_process'

export interface Outcome {
  /** Exit status; -1 when a signal or the time limit ended it. */
  readonly status: number
  readonly stdout: string
  readonly stderr: string
}

export interface RunOptions {
  readonly input?: string
  readonly timeoutMs?: number
  readonly env?: Readonly<Record<string, string>>
  /** Hears standard output while it is written. */
  readonly onOutput?: (text: string) => void
}

export function run(command: string, args: readonly string[], options: RunOptions = {}): Promise<Outcome> {
  return new Promise(resolve => {
    const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'pipe'], env: { ...process.env, ...options.env } })
    const out: Buffer[] = []
    const err: Buffer[] = []
    const done = (status: number): void => {
      clearTimeout(timer)
      resolve({ status, stdout: Buffer.concat(out).toString(), stderr: Buffer.concat(err).toString() })
    }
    const timer = setTimeout(() => {
      child.kill('SIGKILL')
      // A grandchild may keep the pipes open: what was read so far is the answer.
      setTimeout(() => done(-1), 500)
    }, options.timeoutMs ?? 120_000)
    child.stdout.on('data', (part: Buffer) => {
      out.push(part)
      options.onOutput?.(part.toString())
    })
    child.stderr.on('data', (part: Buffer) => err.push(part))
    child.on('error', error => {
      err.push(Buffer.from(String(error)))
      done(-1)
    })
    child.on('close', status => done(status ?? -1))
    child.stdin.on('error', () => undefined)
    child.stdin.end(options.input ?? '')
  })
}

/** As `run`, but anything except success is an error with the command's own words. */
export async function must(command: string, args: readonly string[], options: RunOptions = {}): Promise<string> {
  const { status, stdout, stderr } = await run(command, args, options)
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: status ${status}\n${stderr.slice(-2000)}${stdout.slice(-1000)}`)
  return stdout
}

/** For tearing down: runs to its end at once, and a failure is only told by false. */
export function attempt(command: string, ...args: readonly string[]): boolean {
  try {
    execFileSync(command, args, { stdio: 'ignore', timeout: 20_000 })
    return true
  } catch {
    return false
  }
}
