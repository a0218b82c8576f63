import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { processOrigin } from '../../test/events.ts'
import { causesOf, processEvent } from './process-origins.ts'

const nameOf = (uid: number): string => (uid === 0 ? 'root' : `u${uid}`)
const event = (given: Parameters<typeof processOrigin>[2]) =>
  processEvent('web1', processOrigin(4242, '2026-05-01 03:20:00', given), nameOf)

test('in a session of ssh: the peer, the session, who logged in for it', () => {
  const made = event({
    environ: ['SSH_CONNECTION=203.0.113.9 50123 198.51.100.1 22'],
    cgroup: '/user.slice/user-1000.slice/session-7.scope',
    loginUid: 1000,
    ancestors: [{ pid: 4100, name: 'bash', exe: '/bin/bash', uid: 0 }],
  })
  assert.deepEqual(
    [made?.verb, made?.at, made?.address, made?.port, made?.session, made?.user, made?.target, made?.clock, made?.trust],
    ['process', '2026-05-01T03:20:00.000Z', '203.0.113.9', 50123, '7', 'root', 'u1000', 'kernel', 'kernel'],
  )
  assert.match(made?.excerpt ?? '', /loginuid=u1000 · cgroup=.*session-7\.scope · parents: bash\[4100\] · SSH_CONNECTION=/)
})

test('of a CGI program: the request and who sent it; of a service: its unit; in a container', () => {
  const cgi = event({
    environ: ['REMOTE_ADDR=203.0.113.9', 'REQUEST_METHOD=POST', 'REQUEST_URI=/cgi-bin/x?cmd=id'],
    cgroup: '/system.slice/nginx.service',
  })
  assert.deepEqual([cgi?.address, cgi?.request, cgi?.unit], ['203.0.113.9', 'POST /cgi-bin/x?cmd=id', 'nginx.service'])
  const inside = event({ cgroup: '/system.slice/docker-0123.scope', container: 'container:0123' })
  assert.deepEqual([inside?.container, inside?.unit], ['0123', 'docker-0123.scope'])
})

test('clues name the event; a process whose start is not known gives clues without one', () => {
  const p = processOrigin(4242, '2026-05-01 03:20:00', { environ: ['REDIS_HOME=/x=y'], cgroup: '/system.slice/redis.service' })
  const id = processEvent('web1', p, nameOf)?.id
  const causes = causesOf('web1', p, nameOf)
  assert.deepEqual(
    causes.map(c => [c.key, c.value]).filter(([key]) => key === 'REDIS_HOME' || key === 'service'),
    [
      ['REDIS_HOME', '/x=y'],
      ['service', 'redis.service'],
    ],
  )
  assert.ok(causes.every(c => c.events[0] === id))
  assert.ok(causesOf('web1', { ...p, startedAt: undefined }, nameOf).every(c => c.events.length === 0))
})

test('property: whatever the environment says, it becomes an address and a port only in their form', () => {
  const line = fc.tuple(fc.constantFrom('SSH_CONNECTION', 'REMOTE_ADDR', 'REQUEST_URI'), fc.string({ unit: 'binary', maxLength: 60 }))
  fc.assert(
    fc.property(
      fc.array(
        line.map(([name, value]) => `${name}=${value}`),
        { maxLength: 4 },
      ),
      environ => {
        const made = event({ environ })
        assert.ok(made?.address === undefined || /^[\da-fA-F.:]{2,45}(?:%\w{1,15})?$/.test(made.address))
        assert.ok((made?.excerpt.length ?? 0) <= 500)
      },
    ),
  )
})
