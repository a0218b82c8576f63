import assert from 'node:assert/strict'
import { test } from 'node:test'
import { at, clueless, eventOf } from '../../../test/events.ts'
import type { HostEvent } from '../../core/event.ts'
import type { StandingClues } from '../../core/trace.ts'
import { cluesOf } from '../clues.ts'
import { dockerApi } from './docker-api.ts'
import { kubernetesApi } from './kubernetes-api.ts'

const anchor = { at: at('2026-05-01 03:20:00'), spread: 2, text: { zh: '', en: '' }, events: ['x'] } as const
const cluesWith = (events: HostEvent[], standing: Partial<StandingClues> = {}) =>
  cluesOf('web1', events, [], clueless(standing), anchor, at('2026-05-02 00:00:00'))

test('of what happened in the same second, what ran something let it in, not what asked', () => {
  const record = (time: string, address: string, given: Partial<HostEvent>) =>
    eventOf(time, 'request', { source: 'kubernetes-audit', address, attack: 'kubernetes-anonymous', status: 200, ...given })
  const asked = record('2026-05-01 03:20:00', '192.0.2.50', { request: 'list /api/v1/namespaces', locator: '/a:1' })
  const created = record('2026-05-01 03:20:01', '203.0.113.88', { verb: 'container', attack: 'kubernetes-host-pod', locator: '/a:2' })
  assert.equal(kubernetesApi.entry?.(cluesWith([asked, created]), [])?.address, '203.0.113.88')
})

test('a daemon that listens nowhere is not open; one that may listen by another name is left undecided', () => {
  const answer = (...services: { name: string; listens: string[] }[]) =>
    [...dockerApi.observe(cluesWith([], { looked: true, services }))].find(o => o.id === 'open')?.answer
  const sshd = { name: 'sshd', listens: ['0.0.0.0:22'] }
  assert.equal(answer(sshd, { name: 'dockerd', listens: ['0.0.0.0:2375'] }), 'seen')
  assert.equal(answer(sshd, { name: 'dockerd', listens: ['127.0.0.1:2375'] }), 'unseen')
  assert.equal(answer(sshd, { name: 'dockerd', listens: [] }), 'unseen')
  assert.equal(answer(sshd, { name: 'dockerd', listens: [] }, { name: 'socat', listens: ['0.0.0.0:2375'] }), undefined)
  assert.equal(answer({ name: 'dockerd', listens: [] }), undefined, 'nothing is known of what listens')
})
