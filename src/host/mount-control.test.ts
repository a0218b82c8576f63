import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { test } from 'node:test'
import { isGap } from '../core/gap.ts'
import { mountControl } from './mount-control.ts'
import { openSys } from './sys.ts'

const skip = process.getuid?.() === 0 ? false : 'needs root'

test('no other place can be named', () => {
  const mounts = mountControl(openSys()!)
  for (const target of [
    '/',
    '/tmp',
    '/proc',
    '/proc/kcore',
    '/proc/self',
    '/proc/1/../../tmp',
    '/proc/1/root/../x',
    'proc/1',
    '/proc/1\0',
  ]) {
    for (const outcome of [mounts.on(target), mounts.unmount(target), mounts.bind('/tmp', target)])
      assert.equal(isGap(outcome) && outcome.why, 'denied', target)
  }
})

/** In a mount namespace of its own, so that the machine's mounts stay as they are. */
const script = (target: string): string => `
  import { mountControl } from '${import.meta.dirname}/mount-control.ts'
  import { openSys } from '${import.meta.dirname}/sys.ts'
  import { existsSync } from 'node:fs'
  const mounts = mountControl(openSys())
  const seen = () => existsSync('${target}/stat')
  const outcome = [seen(), mounts.bind('/mnt', '${target}'), mounts.bind('/mnt', '${target}'), mounts.on('${target}').length, !seen()]
  console.log(JSON.stringify([...outcome, mounts.unmount('${target}'), mounts.on('${target}').length, seen()].map(v => v ?? 'done')))
`

test('two covers are laid over a process and taken off again', { skip }, async () => {
  const child = spawn('sleep', ['60'], { stdio: 'ignore' })
  await once(child, 'spawn')
  try {
    const node = [
      process.execPath,
      '--disable-warning=ExperimentalWarning',
      '--input-type=module-typescript',
      '-e',
      script(`/proc/${child.pid}`),
    ]
    const { stdout, stderr } = spawnSync('unshare', ['-m', '--propagation', 'private', ...node], { encoding: 'utf8' })
    assert.equal(stdout.trim(), JSON.stringify([true, 'done', 'done', 2, true, 'done', 0, true]), stderr)
  } finally {
    child.kill('SIGKILL')
  }
})
