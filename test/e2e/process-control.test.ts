// Real families of processes, harmless ones, frozen by every method there is, thawed to where they were, and ended.
import assert from 'node:assert/strict'
import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import type { ProcessControl, ProcessState } from '../../src/core/control.ts'
import { type Gap, isGap } from '../../src/core/gap.ts'
import { type FreezeMethod, processControl } from '../../src/host/process-control.ts'
import { errno, openSys, type Sys } from '../../src/host/sys.ts'

const isRoot = process.getuid?.() === 0
const skip = isRoot ? false : 'needs root'
const noCompiler = spawnSync('gcc', ['--version']).status === 0 ? false : 'no compiler here'
/** More than enough, so that a busy machine fails no test. */
const patience = 5000
const started: ChildProcess[] = []
after(() => {
  for (const { pid } of started)
    try {
      process.kill(-pid!, 'SIGKILL')
    } catch {}
})

/** A shell script in a session of its own, as a dropped watchdog would run. */
function start(script: string, stdout: 'pipe' | 'ignore' = 'ignore'): ChildProcess {
  const child = spawn('sh', ['-c', script], { detached: true, stdio: ['ignore', stdout, 'ignore'] })
  started.push(child)
  return child
}

function given<T>(value: T | Gap): T {
  assert.ok(!isGap(value), JSON.stringify(value))
  return value
}

const control = (methods?: readonly FreezeMethod[]): ProcessControl => processControl(openSys()!, methods, patience)
const done = (outcome: Gap | undefined): void => assert.equal(outcome, undefined, JSON.stringify(outcome))
const statOf = (pid: number): string => {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /s, '')
  } catch {
    return ''
  }
}
/** Everything in a session, ended ones left out. */
const session = (leader: number): number[] =>
  readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .map(Number)
    .filter(pid => {
      const [state, , , sid] = statOf(pid).split(' ')
      return Number(sid) === leader && state !== 'Z'
    })
const unified = ['/sys/fs/cgroup', '/sys/fs/cgroup/unified'].find(path => existsSync(`${path}/cgroup.controllers`))
const available: Readonly<Record<FreezeMethod, boolean>> = {
  cgroup2: unified !== undefined,
  freezer: existsSync('/sys/fs/cgroup/freezer/cgroup.procs'),
  signal: true,
}
const groupName = (method: string): string => `test-${process.pid}-${method}`
const output = (child: ChildProcess): { count: number } => {
  const seen = { count: 0 }
  child.stdout?.on('data', (part: Buffer) => {
    seen.count += part.length
  })
  return seen
}

for (const method of ['cgroup2', 'freezer', 'signal'] as const) {
  const reason = skip || (!available[method] && `no ${method} here`)
  const processes = isRoot ? control([method]) : undefined
  describe(`a family frozen by ${method}`, { skip: reason }, () => {
    test('stands still, goes on where it was, and ends', { timeout: 30_000 }, async () => {
      const child = start('(while :; do echo x; sleep 0.02; done) & while :; do echo y; sleep 0.02; done', 'pipe')
      const seen = output(child)
      await pause(200)
      const root = given(processes!.identify(child.pid!))
      const before = readFileSync(`/proc/${child.pid}/cgroup`, 'utf8')
      const planned = processes!.homes([root])
      const homes = given(processes!.freeze(groupName(method), [root]))
      assert.ok(Object.keys(homes).length >= 2)
      assert.ok(Object.keys(planned).includes(String(child.pid)))
      await pause(100)
      const still = seen.count
      const members = session(child.pid!)
      await pause(400)
      assert.equal(seen.count, still)
      assert.deepEqual(session(child.pid!), members)
      done(processes!.thaw(groupName(method), planned))
      done(processes!.thaw(groupName(method), planned))
      assert.equal(readFileSync(`/proc/${child.pid}/cgroup`, 'utf8'), before)
      await pause(300)
      assert.ok(seen.count > still)
      given(processes!.freeze(groupName(method), [root]))
      for (const pid of session(child.pid!)) {
        const process = processes!.identify(pid)
        if (!isGap(process)) done(processes!.kill(process))
      }
      done(processes!.thaw(groupName(method), homes))
      await pause(100)
      assert.deepEqual(session(child.pid!), [])
    })

    test('a storm of short-lived children is caught whole', { timeout: 60_000 }, async () => {
      for (let i = 0; i < 4; i++) {
        // Parents that end at once leave their children to pid 1: only the session still tells whose they are.
        const child = start('for i in $(seq 400); do (sh -c "sleep 0.05; sleep 5" & ) ; sleep 0.01; done')
        await pause(150 + i * 60)
        const root = given(processes!.identify(child.pid!))
        const homes = given(processes!.freeze(groupName(method), [root]))
        const members = session(child.pid!)
        await pause(250)
        assert.deepEqual(session(child.pid!), members)
        for (const pid of members) assert.ok(String(pid) in homes || method !== 'signal', `${pid} escaped`)
        done(processes!.killAll(groupName(method), [root]))
        await pause(100)
        assert.deepEqual(session(child.pid!), [])
      }
    })

    test('a parent that waits for a child of vfork(2), which stands still, stands still too', {
      skip: noCompiler,
      timeout: 30_000,
    }, async () => {
      const folder = mkdtempSync(join(tmpdir(), 'davylamp-vfork-'))
      try {
        const program = join(folder, 'waiter')
        const code = '#include <unistd.h>\nint main(void) { if (vfork() == 0) { sleep(60); _exit(0); } for (;;) pause(); }'
        execFileSync('gcc', ['-x', 'c', '-w', '-o', program, '-'], { input: code })
        const child = start(`exec ${program}`)
        await pause(300)
        assert.match(statOf(child.pid!), /^D/)
        const homes = given(processes!.freeze(groupName(method), [given(processes!.identify(child.pid!))]))
        assert.equal(Object.keys(homes).length, 2)
        done(processes!.thaw(groupName(method), homes))
        const [waiter, ...others] = session(child.pid!)
        assert.equal(others.length, 1)
        process.kill(others[0]!, 'SIGKILL')
        await pause(100)
        assert.deepEqual([waiter, /^S/.test(statOf(waiter!))], [child.pid, true])
        given(processes!.freeze(groupName(method), [given(processes!.identify(child.pid!))]))
        done(processes!.killAll(groupName(method), [given(processes!.identify(child.pid!))]))
        await pause(100)
        assert.deepEqual(session(child.pid!), [])
      } finally {
        rmSync(folder, { recursive: true })
      }
    })

    test('nothing of its own, no pid 1, no stranger on a recycled pid', async () => {
      for (const pid of [1, process.pid, process.ppid]) {
        const own = given(processes!.identify(pid))
        for (const outcome of [processes!.freeze(groupName(method), [own]), processes!.kill(own)])
          assert.equal(isGap(outcome) && outcome.why, 'denied')
      }
      const child = start('exec sleep 30')
      await pause(100)
      const is = given(processes!.identify(child.pid!))
      const others: ProcessState[] = [
        { ...is, startTicks: is.startTicks - 1 },
        { ...is, exe: '1:1:1' },
      ]
      for (const other of others) {
        assert.ok(isGap(processes!.kill(other)))
      }
      assert.ok(isGap(processes!.freeze(groupName(method), [others[0]!])))
      assert.ok(!isGap(processes!.identify(child.pid!)))
      done(processes!.kill(is))
      assert.equal(isGap(processes!.identify(child.pid!)), true)
      for (const name of ['../x', '', 'a/b']) assert.ok(isGap(processes!.freeze(name, [is])))
    })
  })
}

test('processes go home to their own groups, also to one that was taken away meanwhile', {
  skip: skip || (unified === undefined && 'no cgroup v2 here'),
}, async () => {
  const processes = control(['cgroup2'])
  const home = `${unified}/davylamp-test-home-${process.pid}`
  mkdirSync(home)
  try {
    const child = start('while :; do sleep 0.05; done')
    await pause(100)
    writeFileSync(`${home}/cgroup.procs`, String(child.pid))
    await pause(150)
    const root = given(processes.identify(child.pid!))
    const homes = given(processes.freeze(groupName('home'), [root]))
    given(processes.freeze(groupName('home'), [root]))
    rmdirSync(home)
    done(processes.thaw(groupName('home'), homes))
    assert.match(readFileSync(`/proc/${child.pid}/cgroup`, 'utf8'), /^0::\/davylamp-test-home-\d+$/m)
    given(processes.freeze(groupName('home'), [root]))
    done(processes.killAll(groupName('home'), [root]))
    assert.ok(!existsSync(`${unified}/davylamp.${groupName('home')}`))
    done(processes.killAll(groupName('home'), [root]))
  } finally {
    await pause(50)
    rmdirSync(home)
  }
})

test('a stranger put into the frozen group is nobody to be ended, nor is anyone with it', {
  skip: skip || (unified === undefined && 'no cgroup v2 here'),
}, async () => {
  const processes = control(['cgroup2'])
  const stranger = start('exec sleep 30')
  const child = start('while :; do sleep 0.05; done')
  await pause(100)
  const root = given(processes.identify(child.pid!))
  const homes = given(processes.freeze(groupName('stranger'), [root]))
  writeFileSync(`${unified}/davylamp.${groupName('stranger')}/cgroup.procs`, String(stranger.pid))
  for (const again of [processes, control(['cgroup2'])]) {
    const outcome = again.killAll(groupName('stranger'), [root])
    assert.equal(isGap(outcome) && outcome.why, 'denied')
  }
  assert.ok(!isGap(processes.identify(child.pid!)))
  done(processes.thaw(groupName('stranger'), homes))
  assert.ok(!isGap(processes.identify(stranger.pid!)))
})

for (const method of ['cgroup2', 'signal'] as const)
  test(`a descendant that is spared runs on (${method})`, { skip: skip || (!available[method] && 'not here') }, async () => {
    const processes = control([method])
    const child = start('sleep 30 & wait')
    await pause(150)
    const root = given(processes.identify(child.pid!))
    const spared = given(processes.identify(session(child.pid!).find(pid => pid !== child.pid)!))
    given(processes.freeze(groupName('spared'), [root], [spared]))
    assert.match(statOf(spared.pid), /^S/)
    done(processes.killAll(groupName('spared'), [root]))
    await pause(100)
    assert.deepEqual(session(child.pid!), [spared.pid])
  })

test('where the kernel has no pidfd: ended when it is the one, going on when it is another', { skip }, async () => {
  const sys = openSys()!
  const poorer: Sys = {
    pointer: buffer => sys.pointer(buffer),
    call: (name, ...args) => (name === 'pidfd_open' ? -errno.ENOSYS : sys.call(name, ...args)),
  }
  const processes = processControl(poorer, ['signal'], patience)
  const child = start('while :; do sleep 0.05; done')
  await pause(100)
  const is = given(processes.identify(child.pid!))
  assert.ok(isGap(processes.kill({ ...is, startTicks: is.startTicks + 1 })))
  assert.match(statOf(child.pid!), /^[RSD]/)
  const homes = given(processes.freeze(groupName('old'), [is]))
  assert.match(statOf(child.pid!), /^T/)
  done(processes.thaw(groupName('old'), homes))
  done(processes.kill(is))
})

test('a process that was stopped before stays stopped after a thaw', { skip }, async () => {
  const processes = control(['signal'])
  const child = start('exec sleep 20')
  await pause(100)
  process.kill(child.pid!, 'SIGSTOP')
  await pause(50)
  const root = given(processes.identify(child.pid!))
  const homes = given(processes.freeze(groupName('stopped'), [root]))
  done(processes.thaw(groupName('stopped'), homes))
  assert.match(statOf(child.pid!), /^T/)
})
