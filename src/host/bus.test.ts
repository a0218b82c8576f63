import assert from 'node:assert/strict'
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { isGap } from '../core/gap.ts'
import { openBus } from './bus.ts'
import { openSys } from './sys.ts'

const call = { path: '/o', interface: 'a.b', member: 'Do', args: ['x'] } as const

/** A daemon of its own process, since asking waits: it answers as systemd does, or as `how` says. */
async function withDaemon(how: string, act: (path: string) => void): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'davylamp-bus-'))
  const path = join(folder, 'private')
  const daemon = fork(join(import.meta.dirname, '../../test/bus-daemon.ts'), [path, how], {
    execArgv: ['--disable-warning=ExperimentalWarning'],
  })
  try {
    await once(daemon, 'message')
    act(path)
  } finally {
    daemon.kill('SIGKILL')
    rmSync(folder, { recursive: true })
  }
}

test('a call is answered, whatever signals come before', async () => {
  await withDaemon('answer', path => {
    const bus = openBus(openSys()!, path, 5000)
    assert.ok(!isGap(bus), JSON.stringify(bus))
    assert.equal(bus.peer.uid, process.getuid?.())
    assert.deepEqual(bus.ask(call), ['/job/1'])
    assert.deepEqual(bus.ask(call), ['/job/1'])
    bus.close()
  })
})

test('a refusal is told in its own words', async () => {
  await withDaemon('refuse', path => {
    const bus = openBus(openSys()!, path, 5000)
    assert.ok(!isGap(bus))
    assert.deepEqual(bus.ask(call), { gap: true, source: path, why: 'absent', detail: 'Unit x not loaded.' })
    bus.close()
  })
})

test('silence, noise, a closed door and nobody at all are gaps, not hangs', async () => {
  for (const how of ['silent', 'noise', 'close']) {
    await withDaemon(how, path => {
      const bus = openBus(openSys()!, path, 200)
      const answer = isGap(bus) ? bus : bus.ask(call)
      assert.ok(isGap(answer), how)
      if (!isGap(bus)) bus.close()
    })
  }
  const nobody = openBus(openSys()!, '/nonexistent/private', 200)
  assert.equal(isGap(nobody) && nobody.why, 'absent')
  assert.ok(isGap(openBus(openSys()!, `/${'x'.repeat(200)}`, 200)))
})
