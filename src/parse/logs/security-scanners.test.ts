import assert from 'node:assert/strict'
import { test } from 'node:test'
import { firstTime, shortly } from '../../../test/logs.ts'
import { aideLog, clamavLog, rkhunterLog, wazuhAlerts } from './security-scanners.ts'

test('ClamAV: found with and without a time; a name may hold the words', () => {
  const lines = [
    'Scan started: Sun Nov 22 00:48:13 2026',
    '/tmp/a FOUND b: Unix.Coinminer.XMRig-1 FOUND',
    '/tmp/ok: OK',
    'Sun Nov 22 01:00:00 2026 -> /dev/shm/.x: Unix.Trojan.Mirai-7(9a0364b9e99bb480dd25e1f0284c8555:812) FOUND',
  ]
  assert.deepEqual(shortly(clamavLog, lines), [
    'alert clamav Unix.Coinminer.XMRig-1 /tmp/a FOUND b',
    'alert clamav Unix.Trojan.Mirai-7 /dev/shm/.x',
  ])
  assert.equal(firstTime(clamavLog, lines), '2026-11-22T00:48:13.000Z local')
})

test('rkhunter: warnings of the day that its first lines name', () => {
  const lines = [
    '[00:48:01] Running Rootkit Hunter version 1.4.6 on web',
    '[00:48:01] Info: Start date is Sun Nov 22 00:48:01 CST 2026',
    "[00:48:13] Warning: The command '/usr/bin/top' has been replaced by a script",
    '[00:48:14] /usr/bin/ls [ OK ]',
  ]
  assert.deepEqual(shortly(rkhunterLog, lines), ["alert The command '/usr/bin/top' has been replaced by a script /usr/bin/top"])
  assert.equal(firstTime(rkhunterLog, lines), '2026-11-22T00:48:13.000Z local')
  assert.equal(rkhunterLog.recognise(`${lines.join('\n')}\n`, 'x'), 1)
})

test('AIDE: what was added, changed and removed', () => {
  const lines = [
    'Start timestamp: 2026-11-22 00:48:13 +0800 (AIDE 0.18.3)',
    'Added entries:',
    'f++++++++++++++++: /etc/cron.d/sys',
    'f   ...    .C... : /etc/ld.so.preload',
    'd =.... mc.. .. .: /tmp',
    'added: /root/.ssh/authorized_keys2',
  ]
  assert.deepEqual(shortly(aideLog, lines), [
    'file aide added /etc/cron.d/sys',
    'file aide changed /etc/ld.so.preload',
    'file aide added /root/.ssh/authorized_keys2',
  ])
  assert.equal(firstTime(aideLog, lines), '2026-11-21T16:48:13.000Z')
})

test('Wazuh: from level 5 on, with address and technique', () => {
  const alert = (level: number) =>
    `{"timestamp":"2026-11-22T00:48:13.123+0800","rule":{"level":${level},"description":"sshd: brute force","id":"5712","mitre":{"id":["T1110"]}},"data":{"srcip":"203.0.113.9","dstuser":"root"}}`
  assert.deepEqual(shortly(wazuhAlerts, [alert(10), alert(3)]), ['alert T1110 root 203.0.113.9 5712 sshd: brute force'])
  assert.ok(wazuhAlerts.recognise(`${alert(3)}\n${alert(5)}\n`, 'x') > 0.9)
})
