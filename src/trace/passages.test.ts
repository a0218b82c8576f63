import assert from 'node:assert/strict'
import { test } from 'node:test'
import { at, clueless, eventOf, incidentOf } from '../../test/events.ts'
import { cluesOf } from './clues.ts'
import { passagesOf } from './passages.ts'

const since = at('2026-05-01 03:00:00')
const anchor = { at: at('2026-05-01 03:20:00'), spread: 1, text: { zh: '', en: '' }, events: ['x'] } as const
const passages = (events: Parameters<typeof cluesOf>[1], outward?: Parameters<typeof passagesOf>[3], owners = ['root']) =>
  passagesOf(cluesOf('web1', events, [], clueless({ owners }), anchor, at('2026-05-02 00:00:00')), incidentOf(), since, outward).map(
    p => `${p.from} ${p.to} ${p.how} ${p.user ?? ''} ${p.sure}`,
  )

test('who came from inside, and where somebody went to afterwards', () => {
  const events = [
    eventOf('2026-05-01 03:18:00', 'login', { user: 'root', address: '10.0.0.9', method: 'publickey' }),
    eventOf('2026-05-01 03:30:00', 'privilege', { user: 'root', command: '/usr/bin/ssh -o StrictHostKeyChecking=no root@10.0.0.12 sh -s' }),
    eventOf('2026-05-01 03:31:00', 'command', {
      user: 'root',
      command: 'scp /tmp/x deploy@db1.example.org:/tmp',
      trust: 'user',
      source: 'history',
    }),
  ]
  assert.deepEqual(passages(events), [
    '10.0.0.9 web1 ssh root seen',
    'web1 10.0.0.12 ssh root seen',
    'web1 db1.example.org ssh root possible',
  ])
})

test('near misses: before it happened, and commands that go nowhere', () => {
  const events = [
    eventOf('2026-04-01 03:30:00', 'privilege', { command: 'ssh root@10.0.0.12' }),
    eventOf('2026-05-01 03:30:00', 'privilege', { command: 'systemctl restart ssh.service' }),
    eventOf('2026-05-01 03:30:00', 'privilege', { command: 'vi /etc/ssh/sshd_config' }),
  ]
  assert.deepEqual(passages(events), [])
})

test('known hosts are a way on where the account has a key', () => {
  const outward = {
    known: [{ user: 'deploy', to: 'db1', path: '/home/deploy/.ssh/known_hosts' }],
    hashed: 0,
    keyed: [{ user: 'deploy', path: '/home/deploy/.ssh/id_ed25519' }],
  }
  assert.deepEqual(passages([], outward), ['web1 db1 ssh deploy possible'])
  assert.deepEqual(passages([], outward, ['www-data']), [])
  assert.deepEqual(passages([], { ...outward, keyed: [] }), [])
})
