// The lock: living holders are respected, dead ones replaced, and of many who come at once only one gets it.
import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { JournalError } from '../core/journal.ts'
import { takeLock } from './lock.ts'

const folder = mkdtempSync(join(tmpdir(), 'davylamp-lock-'))
after(() => rmSync(folder, { recursive: true, force: true }))
const isLocked = (error: unknown): boolean => error instanceof JournalError && error.code === 'locked'

/** What a holder writes, with some of it changed. */
function holder(given: Record<string, unknown>): string {
  const path = join(folder, 'model')
  const release = takeLock(path)
  const model = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>
  release()
  return JSON.stringify({ ...model, ...given })
}

test('held once, and free again when it is let go', () => {
  const path = join(folder, 'once')
  const release = takeLock(path)
  assert.throws(() => takeLock(path), isLocked)
  release()
  takeLock(path)()
  assert.deepEqual(
    readdirSync(folder).filter(n => n.startsWith('once')),
    [],
  )
})

test('a dead holder is replaced: ended, its pid used again, or from before a reboot', () => {
  const ended = spawnSync('true').pid
  const path = join(folder, 'dead')
  for (const text of [holder({ pid: ended }), holder({ start: '1' }), holder({ boot: 'another' }), '', 'garbage', '{"pid":-1}', 'null']) {
    writeFileSync(path, text)
    const release = takeLock(path)
    assert.equal((JSON.parse(readFileSync(path, 'utf8')) as { pid: number }).pid, process.pid)
    release()
  }
  assert.deepEqual(
    readdirSync(folder).filter(n => n.startsWith('dead')),
    [],
  )
})

test('a living holder is never replaced, nor one that cannot be asked', () => {
  const path = join(folder, 'living')
  for (const text of [holder({ nonce: 'other' }), holder({ namespace: 'pid:[1]', pid: 2 ** 30 })]) {
    writeFileSync(path, text)
    assert.throws(() => takeLock(path), isLocked)
    assert.equal(readFileSync(path, 'utf8'), text)
  }
})

test('letting go never takes away the lock of another', () => {
  const path = join(folder, 'other')
  const release = takeLock(path)
  writeFileSync(path, 'another')
  release()
  assert.equal(readFileSync(path, 'utf8'), 'another')
})

test('one who died while taking over is himself replaced', () => {
  const path = join(folder, 'chain')
  const dead = spawnSync('true').pid
  writeFileSync(path, holder({ pid: dead, nonce: 'a' }))
  const taker = spawnSync(
    process.execPath,
    [
      '--input-type=module',
      '-e',
      `import fs from 'node:fs'; import { syncBuiltinESMExports } from 'node:module'
       fs.renameSync = () => process.kill(process.pid, 'SIGKILL'); syncBuiltinESMExports()
       const { takeLock } = await import(${JSON.stringify(join(import.meta.dirname, 'lock.ts'))})
       takeLock(process.argv[1])`,
      path,
    ],
    { encoding: 'utf8' },
  )
  assert.equal(taker.signal, 'SIGKILL', taker.stderr)
  assert.ok(readdirSync(folder).filter(n => n.startsWith('chain.')).length >= 1, 'it left its token')
  takeLock(path)()
})

test('many at once over a dead holder: never two inside', { timeout: 60_000 }, async () => {
  const path = join(folder, 'many')
  const log = join(folder, 'log')
  writeFileSync(log, '')
  writeFileSync(path, holder({ start: '1' }))
  const script = `import { takeLock } from ${JSON.stringify(join(import.meta.dirname, 'lock.ts'))}
    import { appendFileSync } from 'node:fs'
    const [path, log] = process.argv.slice(1)
    for (let i = 0; i < 300; i++) {
      let release
      try { release = takeLock(path) } catch (e) { if (e.code !== 'locked') throw e; continue }
      appendFileSync(log, 'in ' + process.pid + '\\n'); appendFileSync(log, 'out ' + process.pid + '\\n')
      if (i > 250) process.kill(process.pid, 'SIGKILL')
      release()
    }`
  const children = Array.from({ length: 5 }, () => spawn(process.execPath, ['--input-type=module', '-e', script, path, log]))
  const errors: string[] = []
  for (const child of children) child.stderr.on('data', data => errors.push(String(data)))
  await Promise.all(children.map(child => once(child, 'close')))
  assert.deepEqual(errors, [])
  const lines = readFileSync(log, 'utf8').trimEnd().split('\n')
  assert.ok(lines.length > 20)
  for (let i = 0; i < lines.length; i += 2) assert.equal(lines[i + 1], lines[i]?.replace('in', 'out'))
})
