import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type FakeProcess, kernelOf, procTree } from '../../test/proc.ts'
import type { Process } from '../core/facts/process.ts'
import { factsOf } from '../core/facts.ts'
import { type Gap, isGap } from '../core/gap.ts'
import type { HostView, Volatile } from '../core/host.ts'
import { memoryHost, type Node } from '../host/memory.ts'
import { processes } from './processes.ts'

function collect(host: HostView): { rows: Process[]; gaps: Gap[] } {
  const rows: Process[] = []
  const gaps: Gap[] = []
  for (const item of processes.collect(host, factsOf(), new Set())) {
    if (isGap(item)) gaps.push(item)
    else if (item[0] === 'processes') rows.push(item[1])
  }
  return { rows, gaps }
}

/** A host whose /proc leaves out some pids in its listing. */
function hostOf(all: readonly FakeProcess[], hide: readonly number[] = [], more: Record<string, Node> = {}, volatile?: Volatile): HostView {
  const host = memoryHost(
    { '/proc/stat': 'btime 1700000000\nprocesses 500\n', '/proc/sys/kernel/pid_max': '32768\n', ...procTree(all), ...more },
    { volatile: volatile ?? kernelOf(all.map(p => p.pid)) },
  )
  const list: HostView['files']['list'] = (path, max) => {
    const entries = host.files.list(path, max)
    return path === '/proc' && !isGap(entries) ? entries.filter(e => !hide.includes(Number(e.name))) : entries
  }
  return { ...host, files: { ...host.files, list } }
}

const init: FakeProcess = { pid: 1, name: 'systemd', exe: '/usr/lib/systemd/systemd', ppid: 0, startTicks: 1 }

test('reads a process whole', () => {
  const id = 'ab'.repeat(32)
  const { rows, gaps } = collect(
    hostOf([
      init,
      {
        pid: 42,
        name: 'a) b',
        argv: ['/tmp/x', '-a'],
        exe: '/tmp/x (deleted)',
        fds: { 0: 'socket:[7]' },
        environ: ['LD_PRELOAD=/tmp/y'],
        cgroup: `/docker/${id}`,
      },
      { pid: 43, name: 'kworker/0:1', flags: 0x208040, ppid: 2 },
    ]),
  )
  assert.deepEqual(gaps, [])
  const [, x, worker] = rows
  assert.equal(x?.name, 'a) b')
  assert.deepEqual(x?.argv, ['/tmp/x', '-a'])
  assert.deepEqual(x?.exe, { path: '/tmp/x', deleted: true, memfd: false })
  assert.equal(x?.parent, 'process:1@1')
  assert.equal(x?.container, `container:${id}`)
  assert.equal(x?.startedAt, '2023-11-14T22:13:30.000Z')
  assert.deepEqual(x?.open, [{ fd: 0, target: 'socket:[7]' }])
  assert.deepEqual(x?.seenBy, ['list', 'probe', 'task'])
  assert.deepEqual([worker?.kernelThread, worker?.exe], [true, undefined])
})

test('a living file whose name ends with " (deleted)" is not deleted', () => {
  const odd = '/srv/x (deleted)'
  const { rows } = collect(hostOf([init, { pid: 42, exe: odd }], [], { [odd]: 'ELF' }))
  assert.deepEqual([rows[1]?.exe?.path, rows[1]?.exe?.deleted], [odd, false])
})

test('a pid that answers to a probe but is not listed is hidden, and known by cgroup and parent too', () => {
  const children = { '/proc/1/task/1/children': '42 ', '/sys/fs/cgroup/cgroup.controllers': '', '/sys/fs/cgroup/a/cgroup.procs': '42\n' }
  const { rows } = collect(hostOf([init, { pid: 42, exe: '/tmp/x' }], [42], children))
  assert.deepEqual(rows.find(p => p.pid === 42)?.seenBy, ['probe', 'cgroup', 'task'])
})

test('near misses: one that starts or ends while we look, and a thread', () => {
  const all = [init, { pid: 42 }, { pid: 50, tids: [50, 51] }]
  let listings = 0
  const late = hostOf(all, [])
  const files: HostView['files'] = {
    ...late.files,
    list: (path, max) => {
      const entries = late.files.list(path, max)
      if (path !== '/proc' || isGap(entries) || ++listings > 1) return entries
      return entries.filter(e => e.name !== '42')
    },
  }
  assert.deepEqual(collect({ ...late, files }).rows.find(p => p.pid === 42)?.seenBy, ['list', 'probe'])
  const gone = hostOf([init], [], {}, kernelOf([1, 77]))
  let probes = 0
  const volatile: Volatile = { ...gone.volatile!, probePids: () => (probes++ === 0 ? [1, 77] : [1]) }
  assert.deepEqual(
    collect({ ...gone, volatile }).rows.map(p => p.pid),
    [1],
  )
  const thread = { '/proc/51/status': 'Tgid:\t50\n', '/proc/51/stat': '51 (x) S 1 1 1 0 -1 0 0 0 0 0 0 0 0 0 20 0 2 0 1000 0 0 0' }
  assert.deepEqual(
    collect(hostOf(all, [51], thread, kernelOf([1, 42, 50, 51]))).rows.map(p => p.pid),
    [1, 42, 50],
  )
})

test('a pid that answers to every probe while its files are denied to exist is a hidden process and a gap', () => {
  const { rows, gaps } = collect(hostOf([init], [], {}, kernelOf([1, 77])))
  assert.deepEqual(rows[1]?.seenBy, ['probe'])
  assert.equal(rows[1]?.startTicks, 0)
  assert.equal(gaps[0]?.why, 'tampered')
})

test('with hidepid and without CAP_SYS_PTRACE nothing is called hidden', () => {
  const own = {
    '/proc/99/status': 'Tgid:\t99\nCapEff:\t0000000000000000\n',
    '/proc/self/mountinfo': '1 2 0:1 / /proc rw - proc proc rw,hidepid=invisible\n',
  }
  const { rows, gaps } = collect(hostOf([init, { pid: 42 }], [42], own))
  assert.deepEqual(
    rows.map(p => p.pid),
    [1],
  )
  assert.deepEqual(
    gaps.map(g => g.why),
    ['denied'],
  )
})

test('sees an overmounted process through one of its threads', () => {
  const behind = procTree([{ pid: 42, name: 'x', exe: '/tmp/x', tids: [42, 44] }], pid => `/proc/44/task/${pid}`)
  const over = {
    '/proc/self/mountinfo': '1 2 0:1 /1 /proc/42 rw - proc proc rw\n',
    '/proc/42/stat': '1 (systemd) S 0',
    ...behind,
    '/proc/44/status': 'Tgid:\t42\n',
  }
  const { rows } = collect(hostOf([init], [44], over, kernelOf([1, 42])))
  const x = rows.find(p => p.pid === 42)
  assert.deepEqual([x?.overmounted, x?.name, x?.exe?.path, x?.seenBy], [true, 'x', '/tmp/x', ['list', 'probe']])
})

test('measures demand by scheduler statistics, threads summed', () => {
  const host = hostOf([init, { pid: 42, tids: [42, 43] }])
  let reads = 0
  const files: HostView['files'] = {
    ...host.files,
    read: (path, max) =>
      path === '/proc/42/task/43/schedstat'
        ? { bytes: new TextEncoder().encode(reads++ === 0 ? '0 0 1\n' : '175000000 70000000 1\n'), whole: true }
        : host.files.read(path, max),
  }
  const demand = collect({ ...host, files }).rows.find(p => p.pid === 42)?.demand
  assert.deepEqual([demand?.windowMs, demand?.cpu.toFixed(3), demand?.wait.toFixed(3)], [350, '0.500', '0.200'])
})

test('a disk is one gap', () => {
  assert.deepEqual(
    collect(memoryHost({ '/proc/1/stat': 'x' })).gaps.map(g => g.why),
    ['unsupported'],
  )
})

test('a sweep that would take too long says so; without wrapped pids it ends at the newest', () => {
  let asked = 0
  const probePids = (max: number): readonly number[] => {
    asked = max
    return [1]
  }
  const volatile = kernelOf([1], { probePids })
  const huge = { '/proc/sys/kernel/pid_max': '4194304\n', '/proc/sys/kernel/ns_last_pid': '9000\n' }
  assert.deepEqual(collect(hostOf([init], [], huge, volatile)).gaps, [])
  assert.equal(asked, 9000 + 1024)
  const wrapped = { ...huge, '/proc/stat': 'processes 99999999\n' }
  assert.deepEqual(
    collect(hostOf([init], [], wrapped, volatile)).gaps.map(g => [g.why, g.detail]),
    [['capped', 'pids 1 to 1048576 of 4194304 were probed']],
  )
})
