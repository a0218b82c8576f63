import assert from 'node:assert/strict'
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { isGap } from '../core/gap.ts'
import { containerControl } from './container-control.ts'
import { openSys } from './sys.ts'

const id = 'b05e44aa90c1142429f0d5f3d0a5b7c119e2d7a64cbd8a1f0e3c2b1a09f8e7d6'

async function withDaemon(act: (socket: string) => void): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'davylamp-docker-'))
  const socket = join(folder, 'docker.sock')
  const daemon = fork(join(import.meta.dirname, '../../test/docker-daemon.ts'), [socket, id], {
    execArgv: ['--disable-warning=ExperimentalWarning'],
  })
  try {
    await once(daemon, 'message')
    act(socket)
  } finally {
    daemon.kill('SIGKILL')
    rmSync(folder, { recursive: true })
  }
}

test('a policy is read, taken off and given back', async () => {
  await withDaemon(socket => {
    const control = containerControl(openSys()!, socket)
    assert.equal(control.restartPolicy(id), 'always')
    assert.equal(control.setRestartPolicy(id, 'no'), undefined)
    assert.equal(control.restartPolicy(id), 'no')
    assert.equal(control.setRestartPolicy(id, 'always'), undefined)
    assert.equal(control.restartPolicy(id), 'always')
  })
})

test('an unknown container, an odd id and no daemon are gaps', async () => {
  await withDaemon(socket => {
    const control = containerControl(openSys()!, socket)
    const unknown = control.restartPolicy('0'.repeat(64))
    assert.deepEqual(isGap(unknown) && [unknown.why, unknown.detail], ['absent', 'No such container'])
    for (const odd of ['../json', '', 'x'.repeat(64)]) assert.ok(isGap(control.restartPolicy(odd)))
    assert.ok(isGap(control.setRestartPolicy(id, 'sometimes')))
  })
  const nobody = containerControl(openSys()!, '/nonexistent/docker.sock').restartPolicy(id)
  assert.equal(isGap(nobody) && nobody.why, 'absent')
})
