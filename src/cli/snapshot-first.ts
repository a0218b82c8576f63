// A snapshot of the disk before anything is changed: the operator's own command, waited for and recorded; without it nothing is done.
import { spawn } from 'node:child_process'
import { lstatSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Lang, Text } from '../core/text.ts'
import type { OpenCase } from '../store/cases.ts'
import { tell } from './carry-out.ts'
import { sayer } from './language.ts'
import { closing } from './render-plan.ts'
import { safe, short } from './safe.ts'
import { UserError } from './user-error.ts'

/** Run when no command is given: an executable of root's that nobody else can change. */
const hook = '/etc/davylamp/snapshot'
const patience = 10 * 60
const mostOutput = 1 << 20

/** The command of the option, or the hook; a UserError says why there is none. */
export function snapshotCommand(given: string | true): readonly string[] {
  if (given === true) {
    const why = flawOf(hook)
    if (why !== undefined) throw new UserError(`nothing was touched: ${why}; or give --snapshot-first=COMMAND`)
    return [hook]
  }
  if (given.trim() === '' || /^I-\w+$/.test(given)) throw new UserError('write the command behind a "=": --snapshot-first=COMMAND')
  return ['/bin/sh', '-c', given]
}

function flawOf(path: string): string | undefined {
  try {
    const stat = lstatSync(path)
    if (!stat.isFile()) return `${path} is no regular file`
    if ((stat.mode & 0o111) === 0) return `${path} cannot be executed`
    for (let at = path; ; at = dirname(at)) {
      const { uid, mode } = lstatSync(at)
      if (uid !== 0 || (mode & 0o022) !== 0) return `${at} does not belong to root alone, so it is not run`
      if (at === '/') return undefined
    }
  } catch {
    return `there is no ${path}`
  }
}

/** Runs it with the case in its environment, at most ten minutes; recorded in the case's evidence either way. Throws a UserError unless it succeeds. */
export async function snapshotFirst(open: OpenCase, command: readonly string[], lang: Lang): Promise<void> {
  const shown = command.at(-1) ?? ''
  const waiting: Text = {
    zh: `先做磁盘快照(最长等待 ${patience / 60} 分钟):${safe(shown)}`,
    en: `First a snapshot of the disk (waiting at most ${patience / 60} minutes): ${safe(shown)}`,
  }
  tell(`${sayer(lang)(waiting)}\n`)
  const { ended, output, seconds } = await ran(command, {
    PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
    DAVYLAMP_CASE: open.id,
    DAVYLAMP_HOST: open.plan.host,
    DAVYLAMP_ROOT: open.plan.root === '' ? '/' : open.plan.root,
    DAVYLAMP_REASON: `before the response to ${open.incident.id}: ${closing(open.plan, 'en')}`,
  })
  const how = `run before any step: ${ended} after ${seconds.toFixed(1)} s; the content is what it wrote`
  const { sha256 } = open.evidence.add({ what: 'disk snapshot', source: shown, how, entity: 'host:local' }, output)
  open.evidence.flush()
  if (ended !== 'exit code 0') throw new UserError(`nothing was touched: the snapshot failed (${ended}): ${lastLine(output)}`)
  const done = {
    zh: `快照命令成功(${seconds.toFixed(1)} 秒,输出 sha256 ${sha256})`,
    en: `the snapshot command succeeded (${seconds.toFixed(1)} s, output sha256 ${sha256})`,
  }
  tell(`  ${sayer(lang)(done)}\n`)
}

interface Ran {
  /** "exit code 0", "signal SIGKILL", "timeout", "ENOENT". */
  readonly ended: string
  /** What it wrote, the first MiB. */
  readonly output: Buffer
  readonly seconds: number
}

function ran([file = '', ...args]: readonly string[], env: NodeJS.ProcessEnv): Promise<Ran> {
  const begun = performance.now()
  const parts: Buffer[] = []
  let size = 0
  return new Promise(resolve => {
    const child = spawn(file, args, { env, stdio: ['ignore', 'pipe', 'pipe'] })
    let late = false
    const timer = setTimeout(() => {
      late = true
      child.kill('SIGKILL')
    }, patience * 1000)
    const end = (ended: string): void => {
      clearTimeout(timer)
      child.stdout.destroy()
      child.stderr.destroy()
      resolve({
        ended: late ? `timeout after ${patience} s` : ended,
        output: Buffer.concat(parts),
        seconds: (performance.now() - begun) / 1000,
      })
    }
    const take = (bytes: Buffer): void => {
      if (size < mostOutput) parts.push(bytes.subarray(0, mostOutput - size))
      size += bytes.length
    }
    child.stdout.on('data', take)
    child.stderr.on('data', take)
    child.on('error', error => end((error as NodeJS.ErrnoException).code ?? 'error'))
    // Whoever it leaves in the background may hold its output open: its own end is what counts.
    child.on('exit', (code, signal) => setTimeout(() => end(signal === null ? `exit code ${code}` : `signal ${signal}`), 50))
  })
}

function lastLine(output: Buffer): string {
  return short(output.toString('utf8').trim().split('\n').at(-1) ?? '', 200) || 'it wrote nothing'
}
