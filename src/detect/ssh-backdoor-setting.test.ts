import assert from 'node:assert/strict'
import { test } from 'node:test'
import { noIntel } from '../../test/intel.ts'
import type { Detector } from '../core/detector.ts'
import type { SshdSetting } from '../core/facts/account.ts'
import { type Facts, factsOf } from '../core/facts.ts'
import type { Intel } from '../core/intel.ts'
import { sshBackdoorSetting } from './ssh-backdoor-setting.ts'

const said = (detector: Detector, rows: Partial<Facts>, intel: Intel = noIntel) =>
  [...detector.detect(factsOf(rows), intel, new Set())].map(f => `${f.severity} ${f.evidence[0].locator} ${f.title.en}`)

test('sshd settings: hits and near misses', () => {
  const of = (...settings: readonly [string, string][]): SshdSetting[] =>
    settings.map(([key, value], i) => ({ path: '/etc/ssh/sshd_config', line: i + 1, key, value, match: '' }))
  const bad = of(
    ['authorizedkeysfile', '.ssh/authorized_keys /tmp/.k'],
    ['authorizedkeyscommand', '/var/tmp/k %u'],
    ['permitrootlogin', 'yes'],
    ['permitemptypasswords', 'yes'],
    ['authorizedkeysfile', '/var/log/%u'],
  )
  assert.deepEqual(
    said(sshBackdoorSetting, { sshdSettings: bad }).map(s => s.split(' ').slice(0, 2).join(' ')),
    ['medium /etc/ssh/sshd_config:1', 'medium /etc/ssh/sshd_config:2', 'low /etc/ssh/sshd_config:4', 'low /etc/ssh/sshd_config:5'],
  )
  const good = of(
    ['authorizedkeysfile', '.ssh/authorized_keys /etc/ssh/keys/%u %h/.ssh/authorized_keys2'],
    ['authorizedkeyscommand', '/usr/bin/sss_ssh_authorizedkeys'],
    ['forcecommand', 'internal-sftp'],
    ['permitrootlogin', 'yes'],
  )
  assert.deepEqual(said(sshBackdoorSetting, { sshdSettings: good }), [])
})
