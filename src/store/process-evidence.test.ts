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
import { openEvidence } from './evidence.ts'
import { keepProcess } from './process-evidence.ts'
import { openVault } from './vault.ts'

const root = mkdtempSync(join(tmpdir(), 'davylamp-process-'))
after(() => rmSync(root, { recursive: true, force: true }))
const vault = openVault(join(root, 'vault'))
const evidence = openEvidence(join(root, 'evidence'), vault, { subject: 'I-1', host: 'web1', create: true })
const keep = (host: HostView, pid: number, start: number) => [...keepProcess(evidence, host.files, pid, start)]
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
    assert.match(contentOf(kept, 'links').toString(), /^exe -> .*sleeper \(deleted\)\ncwd -> /)
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
