import assert from 'node:assert/strict'
import { test } from 'node:test'
import { at, clueless, eventOf } from '../../../test/events.ts'
import { cluesOf } from '../clues.ts'
import { insider } from './insider.ts'
import { sshBruteForce } from './ssh-brute-force.ts'
import { stolenKey } from './stolen-key.ts'

const anchor = { at: at('2026-05-01 03:20:00'), spread: 2, text: { zh: '', en: '' }, events: ['x'] } as const

test('where every record is gone, the process that inherited the session still names whence it came', () => {
  const heir = eventOf('2026-05-01 03:20:00', 'process', { source: 'processes', address: '203.0.113.9', locator: '/proc/7' })
  const causal = [{ key: 'SSH_CONNECTION', value: '203.0.113.9 50000 10.0.0.5 22', entity: 'process:7@1' as const, events: [heir.id] }]
  const clues = cluesOf('web1', [heir], [], clueless({ owners: ['root'], causal }), anchor, at('2026-05-02 00:00:00'))
  for (const way of [sshBruteForce, stolenKey]) assert.equal(way.entry?.(clues, [])?.address, '203.0.113.9', way.id)
  assert.equal(insider.entry?.(clues, []), undefined)
})

test('a stranger whose way in is not on record may have come by each of them, and is no friend', () => {
  const login = eventOf('2026-05-01 03:15:00', 'login', {
    source: 'logins',
    user: 'root',
    address: '203.0.113.77',
    locator: '/var/log/wtmp@0',
  })
  const clues = cluesOf('web1', [login], [], clueless({ owners: ['root'] }), anchor, at('2026-05-02 00:00:00'))
  const asked = (way: typeof insider) => [...way.observe(clues)].map(o => `${o.id} ${o.answer}`)
  for (const way of [sshBruteForce, stolenKey]) assert.ok(asked(way).includes('stranger seen'), way.id)
  assert.ok(!asked(insider).includes('stranger seen'))
})
