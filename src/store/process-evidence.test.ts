// Evidence of a process: kept as it runs, told when it is another one.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { isGap } from '../core/gap.ts'
import type { HostView } from '../core/host.ts'
import { liveLinux } from '../host/live-linux.ts'
import { memoryHost } from '../host/memory.ts'
import { parseProcStat } from '../parse/proc/stat.ts'
import { openEvidence, readEvidence } from './evidence.ts'
import { keepProcesses } from './process-evidence.ts'
import { memoryOf, placesOf } from './process-memory.ts'
import { openVault } from './vault.ts'

const root = mkdtempSync(join(tmpdir(), 'davylamp-process-'))
after(() => rmSync(root, { recursive: true, force: true }))
const vault = openVault(join(root, 'vault'))
const evidence = openEvidence(join(root, 'evidence'), vault, { subject: 'I-1', host: 'web1', create: true })
const keep = (host: HostView, pid: number, start: number) => [
  ...keepProcesses(evidence, host, [{ pid, startTicks: start }], 'read through /proc'),
]
const contentOf = (kept: ReturnType<typeof keep>, what: string): Buffer => {
  const found = kept.find(k => !isGap(k) && k.what === what)
  assert.ok(found !== undefined && !isGap(found), `${what} was kept`)
  return Buffer.from(vault.fetch(found.sha256)!)
}

test('a program that was deleted while it runs, its command line, its links and its memory', async t => {
  const program = join(root, 'sleeper')
  copyFileSync('/bin/sleep', program)
  const bytes = readFileSync(program)
  const child = spawn(program, ['300'], { env: { MARK: 'kept-in-the-environment' } })
  await once(child, 'spawn')
  try {
    rmSync(program)
    const pid = child.pid!
    const start = parseProcStat(readFileSync(`/proc/${pid}/stat`))!.startTicks
    const kept = keep(liveLinux(), pid, start)
    assert.deepEqual(contentOf(kept, 'executable'), bytes)
    assert.equal(contentOf(kept, 'cmdline').toString(), `${program}\x00300\x00`)
    assert.match(contentOf(kept, 'open files').toString(), /^exe -> .*sleeper \(deleted\)\ncwd -> /)
    assert.ok(kept.every(k => isGap(k) || k.entity === `process:${pid}@${start}`))
    if (process.getuid?.() !== 0) return t.skip('memory needs root')
    assert.ok(contentOf(kept, 'memory').includes('kept-in-the-environment'), 'its stack holds the environment')
    assert.deepEqual(
      keep(liveLinux(), pid, start + 1).map(k => isGap(k) && k.why),
      ['absent'],
    )
  } finally {
    child.kill('SIGKILL')
  }
})

test('what cannot be read is told, the rest is kept', () => {
  const stat = `7 (x) S 1 7 7 0 -1 4194560 0 0 0 0 1 1 0 0 20 0 1 0 900 4096 1 ${'0 '.repeat(30)}`
  const host = memoryHost({
    '/proc/7/stat': stat,
    '/proc/7/cmdline': 'x\0',
    '/proc/7/exe': { gap: 'denied' },
    '/proc/7/maps': 'zz\n\0garbage',
  })
  const kept = keep(host, 7, 900)
  assert.equal(contentOf(kept, 'cmdline').toString(), 'x\0')
  assert.deepEqual(
    kept
      .filter(isGap)
      .map(k => [k.source, k.why])
      .slice(0, 2),
    [
      ['/proc/7/exe', 'denied'],
      ['/proc/7/environ', 'absent'],
    ],
  )
  assert.deepEqual(
    keep(memoryHost({}), 7, 900).map(k => isGap(k) && k.why),
    ['absent'],
  )
})

test('sockets with their state, open files with their position, deleted and memory files with their content, threads with their registers', {
  skip: process.getuid?.() !== 0,
}, async t => {
  const script = `
import os, socket, sys
s = socket.socket(); s.bind(('127.0.0.1', 0)); s.listen()
f = open('${join(root, 'gone')}', 'w+'); f.write('only here'); f.flush(); os.unlink(f.name)
m = os.memfd_create('payload'); os.write(m, b'in memory alone')
os.write(1, b'up %d' % s.getsockname()[1]); sys.stdin.read()`
  const child = spawn('python3', ['-c', script], { stdio: ['pipe', 'pipe', 'ignore'] })
  try {
    const [line] = (await Promise.race([once(child.stdout!, 'data'), once(child, 'error')])) as [Buffer | Error]
    if (line instanceof Error) return t.skip('python3 is not installed')
    const port = Number(String(line).split(' ')[1]).toString(16).toUpperCase().padStart(4, '0')
    const start = parseProcStat(readFileSync(`/proc/${child.pid}/stat`))!.startTicks
    const kept = keep(liveLinux(), child.pid!, start)
    assert.deepEqual(kept.filter(isGap), [])
    assert.match(
      contentOf(kept, 'sockets').toString(),
      new RegExp(`^net:\\[\\d+\\]: sockets .*\\ntcp\\n.* 0100007F:${port} 00000000:0000 0A `, 's'),
    )
    assert.match(contentOf(kept, 'open files').toString(), /fd\/\d+ -> .*gone \(deleted\)\n {2}pos:\t9\n {2}flags:/)
    const unnamed = kept.flatMap(k => (!isGap(k) && k.what === 'unnamed file' ? [String(Buffer.from(vault.fetch(k.sha256)!))] : []))
    assert.deepEqual(unnamed.sort(), ['in memory alone', 'only here'])
    assert.match(contentOf(kept, 'threads').toString(), new RegExp(`^thread ${child.pid}\ncomm python3\nsyscall \\d+ 0x`))
    assert.match(contentOf(kept, 'belonging').toString(), /^namespace .*\ncontainer -\nloginuid \d+\n/s)
  } finally {
    child.kill('SIGKILL')
  }
})

const statOf = (pid: number): string => `${pid} (x) S 1 7 7 0 -1 4194560 0 0 0 0 1 1 0 0 20 0 1 0 900 4096 1 ${'0 '.repeat(30)}`

test('the most volatile first across all processes; what is missed stands in the manifest with its reason', () => {
  const folder = openEvidence(join(root, 'order'), vault, { subject: 'I-2', host: 'web1', create: true })
  const of = (pid: number) => ({
    [`/proc/${pid}/stat`]: statOf(pid),
    [`/proc/${pid}/cmdline`]: 'x\0',
    [`/proc/${pid}/exe`]: { gap: 'denied' as const },
    [`/proc/${pid}/task/${pid}/comm`]: 'x\n',
  })
  const subjects = [7, 8, 9].map(pid => ({ pid, startTicks: 900 }))
  const host = memoryHost({ ...of(7), ...of(8) })
  assert.ok([...keepProcesses(folder, host, subjects, 'while frozen')].length > 0)
  const told = folder.records.map(r => `${r.event} ${r.what} ${r.source}`)
  assert.equal(told[0], 'missed process /proc/9')
  assert.deepEqual(told.slice(1, 5), [
    'collected threads /proc/7/task',
    'collected threads /proc/8/task',
    'collected open files /proc/7/fd',
    'collected open files /proc/8/fd',
  ])
  const missed = folder.records.find(r => r.event === 'missed' && r.source === '/proc/7/exe')
  assert.match(missed!.how, /^while frozen; not to be had: /)
  assert.deepEqual(folder.check(), [])
  folder.close()
  assert.equal(readEvidence(join(root, 'order'), 'I-2').records.length, told.length)
})

test('smaller regions rather than larger ones, never more than the share', () => {
  const maps = [
    '00010000-01010000 rw-p 00000000 00:00 0 [heap]',
    '02000000-02002000 rw-p 00000000 00:00 0',
    '03000000-03001000 r--p 00000000 00:00 0',
    '04000000-84000000 rw-p 00000000 00:00 0',
    'garbage',
  ]
  const host = memoryHost({ '/proc/7/maps': maps.join('\n') })
  const share = (most: number) => memoryOf(host.files, '/proc/7', most, 4096).regions.map(r => r.length)
  assert.deepEqual(share(64 << 20), [16 << 20, 0x2000])
  assert.deepEqual(share(1 << 20), [0x2000])
  assert.deepEqual(share(100), [])
  assert.match(memoryOf(host.files, '/proc/7', 100, 4096).told, /^private writable memory in use, 0 of 3 regions, \d+ bytes left out/)
})

test('pages that were never touched are left out, and what is kept tells where it lay', () => {
  const map = new Uint8Array(0x14 * 8)
  for (const [page, bits] of [
    [0x10, 0x80],
    [0x12, 0x40],
    [0x13, 0x81],
  ] as const)
    map[page * 8 + 7] = bits
  const host = memoryHost({ '/proc/7/maps': '00010000-00014000 rw-p 00000000 00:00 0 [heap]', '/proc/7/pagemap': map })
  const memory = memoryOf(host.files, '/proc/7', 1 << 20, 4096)
  assert.deepEqual(
    memory.regions.map(r => [r.start, r.length]),
    [
      [0x10000, 0x1000],
      [0x12000, 0x2000],
    ],
  )
  assert.equal(placesOf(memory), '10000-11000 0\n12000-14000 4096\n')
})
