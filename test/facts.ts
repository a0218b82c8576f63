// Rows of facts for tests: plausible defaults, and what the test is about given on top.
import { entity, processId } from '../src/core/entity.ts'
import type { User } from '../src/core/facts/account.ts'
import type { Autostart } from '../src/core/facts/autostart.ts'
import type { FileFact } from '../src/core/facts/file.ts'
import type { Socket } from '../src/core/facts/network.ts'
import type { Process } from '../src/core/facts/process.ts'
import type { Stat } from '../src/core/host.ts'
import type { Instant } from '../src/core/instant.ts'

const then = '2026-05-01T00:00:00.000Z' as Instant

export function processOf(given: Partial<Process> & { pid: number }): Process {
  const startTicks = given.startTicks ?? 1000
  return {
    id: processId(given.pid, startTicks),
    startTicks,
    ppid: 1,
    name: 'thing',
    argv: ['thing'],
    state: 'S',
    kernelThread: false,
    environ: [],
    cgroup: ['0::/system.slice/thing.service'],
    namespaces: {},
    uid: 0,
    euid: 0,
    capabilities: '0000000000000000',
    threads: 1,
    nice: 0,
    cpuSeconds: 0,
    residentBytes: 1 << 20,
    virtualBytes: 4 << 20,
    hugetlbBytes: 0,
    open: [],
    seenBy: ['list', 'probe'],
    overmounted: false,
    ...given,
  }
}

export function statOf(given: Partial<Stat> = {}): Stat {
  return { type: 'file', mode: 0o755, uid: 0, gid: 0, size: 100, ino: 1, dev: '0:1', nlink: 1, mtime: then, ctime: then, ...given }
}

export function fileOf(given: Partial<FileFact> & { path: string }): FileFact {
  return { id: entity('file', given.path), roles: [], stat: statOf(), magic: 'text', xattrs: [], ...given }
}

export function autostartOf(given: Partial<Autostart> & { path: string }): Autostart {
  const kind = given.kind ?? 'cron-d'
  const line = given.line ?? 1
  const text = given.text ?? given.command ?? ''
  return {
    id: entity('autostart', `${kind}:${given.path}#${line}`),
    kind,
    extent: 'entry',
    span: { start: 0, end: text.length },
    digest: '',
    line,
    trigger: 'schedule',
    command: '',
    when: '',
    user: 'root',
    name: '',
    text,
    ...given,
  }
}

export function socketOf(given: Partial<Socket> = {}): Socket {
  const local = given.local ?? { address: '10.0.0.1', port: 40000 }
  const remote = given.remote ?? { address: '192.0.2.1', port: 3333 }
  return {
    id: entity('connection', `tcp/${local.address}:${local.port}-${remote.address}:${remote.port}`),
    protocol: 'tcp',
    local,
    remote,
    state: 'ESTABLISHED',
    inode: 1,
    uid: 0,
    netns: '1',
    owners: [],
    ...given,
  }
}

export function userOf(given: Partial<User> & { name: string }): User {
  const uid = given.uid ?? 1000
  return {
    id: entity('user', given.name),
    uid,
    gid: uid,
    gecos: '',
    home: `/home/${given.name}`,
    shell: '/bin/bash',
    path: '/etc/passwd',
    line: 1,
    password: 'set',
    groups: [],
    ...given,
  }
}
