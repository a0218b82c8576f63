import assert from 'node:assert/strict'
import { test } from 'node:test'
import { noIntel } from '../../test/intel.ts'
import type { Detector } from '../core/detector.ts'
import type { SudoRule } from '../core/facts/account.ts'
import { type Facts, factsOf } from '../core/facts.ts'
import type { Intel } from '../core/intel.ts'
import { rogueSudoers } from './rogue-sudoers.ts'

const said = (detector: Detector, rows: Partial<Facts>, intel: Intel = noIntel) =>
  [...detector.detect(factsOf(rows), intel, new Set())].map(f => `${f.severity} ${f.evidence[0].locator} ${f.title.en}`)
const sudoOf = (who: string, given: Partial<SudoRule> = {}): SudoRule => ({
  path: '/etc/sudoers.d/x',
  line: 1,
  who,
  text: `${who} ALL=(ALL) NOPASSWD:ALL`,
  noPassword: true,
  all: true,
  mode: 0o440,
  ...given,
})

test('sudo: hits and near misses', () => {
  const sudoRules = [
    sudoOf('games', { line: 1 }),
    sudoOf('www-data', { line: 2 }),
    sudoOf('ALL', { line: 3 }),
    sudoOf('ann', { line: 4, path: '/etc/sudoers.d/open', mode: 0o666 }),
    sudoOf('bob', { line: 5, path: '/etc/sudoers.d/open', mode: 0o666 }),
  ]
  assert.deepEqual(
    said(rogueSudoers, { sudoRules }).map(s => s.split(' ').slice(0, 2).join(' ')),
    ['high /etc/sudoers.d/x:1', 'medium /etc/sudoers.d/x:2', 'low /etc/sudoers.d/x:3', 'medium /etc/sudoers.d/open:4'],
  )
  const ordinary = [
    sudoOf('ubuntu', { path: '/etc/sudoers.d/90-cloud-init-users' }),
    sudoOf('%wheel', { noPassword: false }),
    sudoOf('ALL', { noPassword: false, text: 'ALL ALL=(ALL) ALL' }),
    sudoOf('zabbix', { all: false, text: 'zabbix ALL=NOPASSWD: /usr/bin/nmap' }),
  ]
  assert.deepEqual(said(rogueSudoers, { sudoRules: ordinary }), [])
})
