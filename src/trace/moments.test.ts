import assert from 'node:assert/strict'
import { test } from 'node:test'
import { at, eventOf, incidentOf } from '../../test/events.ts'
import type { EntryCandidate } from '../core/trace.ts'
import { momentsOf } from './moments.ts'

const anchor = { at: at('2026-05-01 03:20:00'), spread: 1, text: { zh: '', en: '' }, events: ['x'] } as const
const seen = at('2026-05-02 00:00:00')
const top: EntryCandidate = {
  id: 'redis',
  title: { zh: 'Redis', en: 'Redis' },
  techniques: [],
  posterior: 0.9,
  band: [0.8, 0.95],
  weighed: [],
  entry: { at: at('2026-05-01 03:19:00'), spread: 1, events: ['E-1'] },
  collect: [],
  close: [],
}

test('the entry is the occurrence where it is likely; else the first trace', () => {
  assert.equal(momentsOf(incidentOf(), [], anchor, top, seen, undefined).occurrence?.at, at('2026-05-01 03:19:00'))
  assert.equal(momentsOf(incidentOf(), [], anchor, { ...top, posterior: 0.4 }, seen, undefined).occurrence?.at, anchor.at)
})

test('the first alert of a miner is the discovery; a ban of a guesser is none', () => {
  const ban = eventOf('2026-05-01 03:25:00', 'alert', { source: 'guards', program: 'fail2ban', excerpt: 'Ban 203.0.113.9' })
  const alert = eventOf('2026-05-01 04:00:00', 'alert', { source: 'guards', program: 'suricata', excerpt: 'ET COINMINER Stratum login' })
  assert.deepEqual(momentsOf(incidentOf(), [ban, alert], anchor, top, seen, undefined).discovery?.events, [alert.id])
  assert.equal(momentsOf(incidentOf(), [ban], anchor, top, seen, undefined).discovery?.at, seen)
})

test('an operator who ended it by hand began before davylamp did', () => {
  const kill = eventOf('2026-05-01 12:00:00', 'privilege', { user: 'alice', command: '/usr/bin/kill -9 4242' })
  const other = eventOf('2026-05-01 11:00:00', 'privilege', { user: 'alice', command: '/usr/bin/kill -9 999' })
  const handled = at('2026-05-02 01:00:00')
  assert.deepEqual(momentsOf(incidentOf(), [kill, other], anchor, top, seen, handled).handling?.events, [kill.id])
  assert.equal(momentsOf(incidentOf(), [other], anchor, top, seen, handled).handling?.at, handled)
  assert.equal(momentsOf(incidentOf(), [], anchor, top, seen, undefined).handling, undefined)
})

test('without an incident nobody noticed anything, unless a guard spoke', () => {
  assert.equal(momentsOf(undefined, [], anchor, top, seen, undefined).discovery, undefined)
})
