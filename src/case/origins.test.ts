import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fileOf, processOf, statOf } from '../../test/facts.ts'
import { factsOf } from '../core/facts.ts'
import { originsOf } from './origins.ts'

const sshd = processOf({ pid: 10, name: 'sshd', exe: { path: '/usr/sbin/sshd', deleted: false, memfd: false } })
const shell = processOf({ pid: 20, ppid: 10, name: 'bash', uid: 1000 })
const miner = processOf({
  pid: 30,
  ppid: 20,
  name: 'kswapd0',
  cpuSeconds: 7200,
  loginUid: 1000,
  cgroup: ['12:pids:/', '0::/user.slice/user-1000.slice/session-12.scope'],
  environ: ['SSH_CONNECTION=192.0.2.7 50123 198.51.100.1 22', 'REDIS_PASSWORD=hunter2', 'SSH_AUTH_SOCK=/tmp/x', 'EDITOR=vi'],
})

test('who started it is kept, and no secret', () => {
  const facts = factsOf({
    processes: [sshd, shell, miner],
    files: [fileOf({ path: '/tmp/kswapd0', stat: statOf({ uid: 1000, ino: 77 }) })],
  })
  const { processes, files } = originsOf(facts, [miner.id, 'file:/tmp/kswapd0'])
  const [only, ...others] = processes
  assert.deepEqual(others, [])
  assert.deepEqual(only?.environ, ['SSH_CONNECTION=192.0.2.7 50123 198.51.100.1 22'])
  assert.deepEqual(
    only?.ancestors.map(a => a.name),
    ['bash', 'sshd'],
  )
  assert.equal(only?.cgroup, '/user.slice/user-1000.slice/session-12.scope')
  assert.equal(only?.cpuSeconds, 7200)
  assert.deepEqual(
    files.map(({ path, uid, ino }) => [path, uid, ino]),
    [['/tmp/kswapd0', 1000, 77]],
  )
})

test('who is not of the incident is not told, and parents in a circle end', () => {
  const one = processOf({ pid: 40, ppid: 41 })
  const other = processOf({ pid: 41, ppid: 40 })
  const { processes } = originsOf(factsOf({ processes: [one, other, miner] }), [one.id])
  assert.deepEqual(
    processes.map(({ pid, ancestors }) => [pid, ancestors.map(a => a.pid)]),
    [[40, [41]]],
  )
})
