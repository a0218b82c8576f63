import assert from 'node:assert/strict'
import { test } from 'node:test'
import { eventOf } from '../../test/events.ts'
import type { HostEvent } from '../core/event.ts'
import { ofThisHost } from './own-lines.ts'

const line = (time: string, reporter: string): HostEvent => eventOf(time, 'login', { reporter, user: 'root', address: '192.0.2.7' })
const left = (events: HostEvent[], host = 'orders'): string[] =>
  ofThisHost(events, host).own.map(e => `${e.at.slice(11, 13)} ${e.reporter ?? ''}`)

test('lines that other hosts sent are not of this one', () => {
  const events = [
    line('2026-05-01 01:00:00', 'orders'),
    line('2026-05-01 02:00:00', 'web1'),
    line('2026-05-01 03:00:00', 'orders.example.com'),
  ]
  assert.deepEqual(left(events), ['01 orders', '03 orders.example.com'])
  const { gaps } = ofThisHost([...events, line('2026-05-01 04:00:00', 'w\u001b2')], 'orders')
  assert.deepEqual(
    gaps.map(g => g.detail),
    ['2 records bear the names of other hosts and were left out: web1, w?2'],
  )
})

test('near misses: a host under its old name, before it had any, and a folder of logs of a host that is called otherwise', () => {
  const renamed = [
    line('2026-05-01 01:00:00', 'ip-10-0-0-5'),
    line('2026-05-01 02:00:00', 'localhost'),
    line('2026-05-01 03:00:00', 'Orders'),
  ]
  assert.deepEqual(left(renamed), ['01 ip-10-0-0-5', '02 localhost', '03 Orders'])
  assert.equal(left([line('2026-05-01 01:00:00', 'web1'), line('2026-05-01 02:00:00', 'web2')], 'collected').length, 2)
  assert.equal(left([line('2026-05-01 01:00:00', 'orders'), line('2026-05-01 02:00:00', 'localhost')]).length, 2)
  assert.equal(ofThisHost([eventOf('2026-05-01 01:00:00', 'login')], 'orders').own.length, 1)
})
