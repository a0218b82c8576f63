// The iptables programs of the host, for one address family: found at trusted places, run with nothing of our environment, rules read and committed.
import { spawnSync } from 'node:child_process'
import { bytesOf, textOf } from '../../core/bytes.ts'
import { type Gap, gap, isGap } from '../../core/gap.ts'
import type { Files } from '../../core/host.ts'
import { parseMd5sums } from '../../parse/files/dpkg.ts'
import { parseXtables, type XtablesRules } from '../../parse/xtables.ts'
import { resolveInside } from '../resolve.ts'

export type Family = 4 | 6

/**
 * Sees addresses as programs write them, before translation (which only the nat table does), and an ACCEPT of the filter table, where firewalls
 * keep their rules, comes too late to let anything past it.
 */
export const table = 'mangle'
export const trustedFolders = ['/usr/sbin', '/sbin', '/usr/bin', '/bin'] as const
const names = { 4: ['iptables-legacy', 'iptables'], 6: ['ip6tables-legacy', 'ip6tables'] } as const
const packageSums = '/var/lib/dpkg/info/iptables.md5sums'
const environment = { PATH: trustedFolders.join(':'), LC_ALL: 'C' }
/** How long it waits for whoever holds the lock of the rules, in seconds; and how long we wait for it, in milliseconds. */
const lockPatience = '5'
const patience = 20_000
const mostOutput = 32 << 20
const exitCode = { noTable: 3, locked: 4 } as const
const writableByOthers = 0o022

export interface Iptables {
  /** All of the table, others' rules included. */
  list(): XtablesRules | Gap
  /** All lines or none. */
  commit(lines: readonly string[]): Gap | undefined
}

interface Program {
  readonly path: string
  /** The name it is called by: one program serves many. */
  readonly name: string
}

/** A Gap where there is none, or none that may be trusted. */
export function openIptables(files: Files, family: Family, folders: readonly string[]): Iptables | Gap {
  for (const name of names[family]) {
    const [lister, restorer] = [find(files, name, folders), find(files, `${name}-restore`, folders)]
    if (lister === undefined || restorer === undefined) continue
    if (isGap(lister) || isGap(restorer)) return isGap(lister) ? lister : (restorer as Gap)
    const version = run(lister, ['-V'])
    if (isGap(version)) return version
    // It would speak to nf_tables.
    if (version.includes('nf_tables')) continue
    return iptablesBy(lister, restorer)
  }
  return gap(names[family][1], 'absent', 'this kernel has no nf_tables, and there is no legacy iptables to use instead')
}

function iptablesBy(lister: Program, restorer: Program): Iptables {
  return {
    list() {
      const listed = run(lister, ['-w', lockPatience, '-t', table, '-S'])
      return isGap(listed) ? listed : parseXtables(listed)
    },
    commit(lines) {
      const done = run(restorer, ['-w', lockPatience, '--noflush'], [`*${table}`, ...lines, 'COMMIT', ''].join('\n'))
      return isGap(done) ? done : undefined
    },
  }
}

/** Follows symlinks (update-alternatives) to the file itself; undefined when there is none of this name. */
function find(files: Files, name: string, folders: readonly string[]): Program | Gap | undefined {
  for (const folder of folders) {
    const path = resolveInside(`${folder}/${name}`, at => {
      const stat = files.lstat(at)
      return isGap(stat) ? stat : stat.type === 'symlink' ? files.readlink(at) : undefined
    })
    if (!isGap(path)) return distrusted(files, path, folders) ?? { path, name }
    if (path.why !== 'absent') return path
  }
  return undefined
}

function distrusted(files: Files, path: string, folders: readonly string[]): Gap | undefined {
  const folder = path.slice(0, path.lastIndexOf('/'))
  const [stat, around] = [files.stat(path), files.stat(folder)]
  if (isGap(stat) || isGap(around)) return isGap(stat) ? stat : (around as Gap)
  const isRootsAlone = [stat, around].every(({ uid, mode }) => uid === 0 && (mode & writableByOthers) === 0)
  if (!folders.includes(folder) || stat.type !== 'file' || !isRootsAlone)
    return gap(path, 'tampered', 'is no program that root alone can change')
  return isOtherThanShipped(files, path) ? gap(path, 'tampered', 'is not the program that its package brought') : undefined
}

/** As far as dpkg tells; who keeps no such list cannot say. */
function isOtherThanShipped(files: Files, path: string): boolean {
  const list = files.read(packageSums)
  const shipped = isGap(list) ? undefined : parseMd5sums(list.bytes).get(path)
  return shipped !== undefined && files.digest(path, 'md5') !== shipped
}

function run({ path, name }: Program, args: readonly string[], input = ''): string | Gap {
  const { status, stdout, stderr } = spawnSync(path, args, {
    argv0: name,
    cwd: '/',
    env: environment,
    input: bytesOf(input),
    timeout: patience,
    killSignal: 'SIGKILL',
    maxBuffer: mostOutput,
  })
  if (status === 0) return textOf(stdout)
  if (status === exitCode.locked) return gap(name, 'timeout', 'another program holds the lock of the rules')
  if (status === exitCode.noTable) return gap(name, 'unsupported', 'this kernel has neither nf_tables nor the tables of iptables')
  // Killed at its time, or never begun.
  if (status === null) return gap(name, 'timeout', 'does not answer')
  const said = textOf(stderr.subarray(0, 1000))
    .replace(/[^ -~]+/g, ' ')
    .trim()
  return gap(name, 'malformed', `refuses: ${said.slice(0, 160)}`)
}
