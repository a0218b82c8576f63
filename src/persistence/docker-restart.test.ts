import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { autostartsOf } from '../../test/autostarts.ts'
import { garbageLike } from '../../test/garbage.ts'
import { bytesOf, sameBytes, textOf } from '../core/bytes.ts'
import { isGap } from '../core/gap.ts'
import { memoryHost } from '../host/memory.ts'
import { dockerRestart } from './docker-restart.ts'

const id = 'ab'.repeat(32)
const folder = `/var/lib/docker/containers/${id}`
const config = JSON.stringify({
  ID: id,
  Name: '/metal',
  Path: 'xmrig',
  Args: ['-o', 'pool:3333'],
  Config: { Image: 'monero/x', User: 'app' },
  State: {},
})
const hostConfig = (name: string): string => `{"Binds":null,"RestartPolicy":{"Name":"${name}","MaximumRetryCount":0},"Privileged":true}`
const tree = (host: string | Uint8Array) => ({ [`${folder}/hostconfig.json`]: host, [`${folder}/config.v2.json`]: config })

test('lists containers that come back, and no others', () => {
  const [entry, ...more] = autostartsOf(dockerRestart, tree(hostConfig('unless-stopped')))
  assert.equal(more.length, 0)
  assert.deepEqual(
    [entry?.command, entry?.when, entry?.user, entry?.name, entry?.container, entry?.text],
    ['xmrig -o pool:3333', 'restart=unless-stopped', 'app', 'metal (monero/x)', `container:${id}`, '"unless-stopped"'],
  )
  for (const name of ['no', '']) assert.equal(autostartsOf(dockerRestart, tree(hostConfig(name))).length, 0)
})

test('other data roots', () => {
  const elsewhere = (root: string) => ({ [`${root}/containers/${id}/hostconfig.json`]: hostConfig('always') })
  assert.equal(
    autostartsOf(dockerRestart, { '/etc/docker/daemon.json': '{"data-root":"/srv/docker/"}', ...elsewhere('/srv/docker') }).length,
    1,
  )
  assert.equal(autostartsOf(dockerRestart, elsewhere('/root/.local/share/docker')).length, 1)
})

test('disarming replaces the policy alone', () => {
  const before = bytesOf(hostConfig('always'))
  const [entry] = autostartsOf(dockerRestart, tree(before))
  assert.ok(entry)
  const after = dockerRestart.disarm(entry, before)
  assert.equal(after && textOf(after), hostConfig('no'))
  assert.ok(after)
  assert.equal(autostartsOf(dockerRestart, tree(after)).length, 0)
  assert.ok(sameBytes(dockerRestart.disarm(entry, after) ?? before, after))
})

test('unreadable and broken files are gaps', () => {
  for (const node of ['{"RestartPolicy"', { gap: 'denied' } as const]) {
    const rows = [...dockerRestart.list(memoryHost({ [`${folder}/hostconfig.json`]: node }))]
    assert.ok(rows.length === 1 && rows.every(isGap))
  }
})

test('under garbage: never throws, changes the policy or nothing', () => {
  fc.assert(
    fc.property(garbageLike(hostConfig('always')), bytes => {
      for (const entry of autostartsOf(dockerRestart, tree(bytes))) {
        const after = dockerRestart.disarm(entry, bytes)
        assert.ok(after)
        assert.equal(autostartsOf(dockerRestart, tree(after)).length, 0)
        assert.equal(after.length, bytes.length - (entry.span.end - entry.span.start) + 4)
      }
    }),
  )
})
