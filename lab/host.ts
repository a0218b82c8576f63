// A throw-away Debian host, really booted: an overlay over the image, systemd in namespaces of its own, gone without a trace afterwards.
import { spawn } from 'node:child_process'
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { groupFiles } from './cgroup.ts'
import { must, type Outcome, type RunOptions, run } from './command.ts'
import { type Identity, identify } from './identity.ts'
import { type ImageKind, image } from './image.ts'
import { cable, startInternet } from './network.ts'
import { keptCompiled, node, project, runs } from './places.ts'
import { groupOf, type HostRecord, record, tearDown } from './remains.ts'
import { values } from './values.ts'

export interface Host {
  readonly name: string
  /** Its root directory as seen from outside: the merged overlay. */
  readonly root: string
  /** Its systemd, PID 1 inside. */
  readonly leader: Identity
  /** Runs a program inside, in every namespace of the host and in the control group of one of its services (default cron.service). */
  inside(argv: readonly string[], options?: RunOptions & { readonly service?: string }): Promise<Outcome>
  /** Starts a program at the other end of the cable, where every address is at home; it ends with the host. What it says goes to the file. */
  outside(argv: readonly string[], env: Readonly<Record<string, string>>, log: string): Identity | undefined
  /** Runs a program there and waits for its end. */
  beyond(argv: readonly string[], options?: RunOptions): Promise<Outcome>
  /** Ends it and removes every trace; safe to call twice, also from a signal handler. */
  close(): void
}

/** Folders of the project that the host sees read-only: davylamp itself, but of the lab and the fixtures nothing except the business's customers. */
const lent = ['src', 'rules', 'node_modules', 'package.json']
const lentToBusiness = [...lent, 'lab/business']
export const lentAt = '/mnt/davylamp'

let count = 0
const open = new Set<HostRecord>()

/** `dress` changes the root directory before anything runs on it. */
export async function boot(name: string, kind: ImageKind = 'plain', dress?: (root: string) => void | Promise<void>): Promise<Host> {
  const lower = await image(kind)
  count += 1
  const id = `${process.pid}-${count}`
  const folder = join(runs, id)
  const root = join(folder, 'root')
  const self = identify(process.pid)
  if (self === undefined) throw new Error('no /proc')
  let known: HostRecord = { folder, owner: self, started: [] }
  const note = (who: Identity): void => {
    open.delete(known)
    known = { ...known, started: [...known.started, who] }
    open.add(known)
    record(known)
  }
  try {
    for (const part of ['upper/etc', 'work', 'root']) mkdirSync(join(folder, part), { recursive: true })
    record(known)
    open.add(known)
    writeFileSync(`${folder}/upper/etc/hostname`, `${name}\n`)
    writeFileSync(`${folder}/upper/etc/hosts`, `127.0.0.1 localhost\n127.0.1.1 ${name}\n::1 localhost ip6-localhost\n`)
    await must('mount', ['-t', 'overlay', 'overlay', '-o', `lowerdir=${lower},upperdir=${folder}/upper,workdir=${folder}/work`, root])
    await dress?.(root)
    const internet = await startInternet(values()['POOL']?.split(':')[1] ?? '3333')
    note(internet)
    const nspawn = start(name, root, folder, kind === 'business' ? lentToBusiness : lent)
    note(nspawn)
    const leader = await leaderOf(nspawn, folder)
    note(leader)
    await cable(internet, leader)
    const enter = ['-t', `${leader.pid}`, '-a', '--']
    const host: Host = {
      name,
      root,
      leader,
      inside: (argv, { service = 'cron.service', ...options } = {}) =>
        run('sh', ['-c', 'for f in $JOIN; do echo $$ >"$f"; done; exec nsenter "$@"', 'sh', ...enter, ...argv], {
          ...options,
          env: { ...keptCompiled(lentAt), ...options.env, JOIN: groupFiles(groupOf(folder), `payload/system.slice/${service}`).join(' ') },
        }),
      outside: (argv, env, log) => {
        const out = openSync(log, 'w')
        const child = spawn('nsenter', ['-t', `${internet.pid}`, '-n', '--', ...argv], {
          stdio: ['ignore', out, out],
          detached: true,
          env: { PATH: process.env['PATH'], ...env },
        })
        closeSync(out)
        child.unref()
        const who = identify(child.pid ?? 0)
        if (who !== undefined) note(who)
        return who
      },
      beyond: (argv, options) => run('nsenter', ['-t', `${internet.pid}`, '-n', '--', ...argv], options),
      close: () => {
        open.delete(known)
        tearDown(known)
      },
    }
    await ready(host)
    return host
  } catch (error) {
    open.delete(known)
    tearDown(known)
    throw error
  }
}

/** For traps: everything that this process has up. */
export function closeAll(): void {
  for (const host of open) {
    open.delete(host)
    tearDown(host)
  }
}

function start(name: string, root: string, folder: string, parts: readonly string[]): Identity {
  const binds = parts.filter(part => existsSync(join(project, part))).map(part => `--bind-ro=${join(project, part)}:${lentAt}/${part}`)
  const runtime = `--bind-ro=${node}:${lentAt}/node`
  const options = ['-q', '-b', '-D', root, '-M', name, '--private-network', '--register=no', '--keep-unit', '--console=pipe']
  const quiet = ['--resolv-conf=off', '--timezone=off', '--link-journal=no']
  const groups = groupFiles(groupOf(folder))
  const log = openSync(join(folder, 'console'), 'w')
  const child = spawn(
    'sh',
    ['-c', 'for f in $JOIN; do echo $$ >"$f"; done; unset JOIN; exec systemd-nspawn "$@"', 'sh', ...options, ...quiet, runtime, ...binds],
    // /tmp stays on the overlay, so that a disk scan from outside sees it too.
    { stdio: ['ignore', log, log], detached: true, env: { ...process.env, SYSTEMD_NSPAWN_TMPFS_TMP: '0', JOIN: groups.join(' ') } },
  )
  closeSync(log)
  child.unref()
  const who = identify(child.pid ?? 0)
  if (who === undefined) throw new Error('systemd-nspawn did not start')
  return who
}

async function leaderOf(nspawn: Identity, folder: string): Promise<Identity> {
  for (let tries = 0; tries < 300; tries++) {
    await new Promise(resolve => setTimeout(resolve, 50))
    if (identify(nspawn.pid) === undefined) break
    for (const pid of childrenOf(nspawn.pid)) {
      const inner = toldBy(pid, 'status').match(/^NSpid:.*\s(\d+)$/m)?.[1]
      const who = identify(pid)
      const booted = toldBy(pid, 'cmdline').includes('systemd\0')
      if (inner === '1' && booted && who !== undefined) return who
    }
  }
  throw new Error(`the host did not boot: ${readFileSync(join(folder, 'console'), 'latin1').slice(-1000)}`)
}

function childrenOf(pid: number): number[] {
  return toldBy(pid, `task/${pid}/children`).split(' ').filter(Boolean).map(Number)
}

/** '' of a process that has ended meanwhile. */
function toldBy(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'latin1')
  } catch {
    return ''
  }
}

async function ready(host: Host): Promise<void> {
  for (let tries = 0; tries < 120; tries++) {
    const { stdout } = await run('nsenter', ['-t', `${host.leader.pid}`, '-a', '--', 'systemctl', 'is-system-running'])
    if (/^(running|degraded)/.test(stdout)) return
    await new Promise(resolve => setTimeout(resolve, 250))
  }
  throw new Error(`${host.name} was not ready within its time`)
}
