import assert from 'node:assert/strict'
import { test } from 'node:test'
import { processOf } from '../../test/facts.ts'
import { noIntel } from '../../test/intel.ts'
import type { Detector } from '../core/detector.ts'
import { type Facts, factsOf } from '../core/facts.ts'
import { wipedLog } from './wiped-log.ts'

const said = (detector: Detector, rows: Partial<Facts>) =>
  [...detector.detect(factsOf(rows), noIntel, new Set())].map(f => `${f.severity} ${f.signal} ${f.evidence[0].locator}`)
const log = (path: string, ...oddities: readonly string[]) => ({ path, size: 0, oddities })
const rsyslogd = processOf({ pid: 5, name: 'rsyslogd' })

test('wiped logs: hits, weighed by what they tell', () => {
  const logFiles = [
    log('/var/log/auth.log', 'symlink to /dev/null'),
    log('/var/log/btmp', 'symlink to /dev/null'),
    log('/var/log/wtmp', 'blank records'),
    log('/var/log/secure', 'emptied'),
    log('/var/log/syslog', 'hole of NUL bytes'),
    log('/var/log/messages', 'gap of 90 h'),
  ]
  assert.deepEqual(said(wipedLog, { logFiles, processes: [rsyslogd] }), [
    'medium intrusion /var/log/auth.log',
    'low intrusion /var/log/btmp',
    'medium intrusion /var/log/wtmp',
    'medium intrusion /var/log/secure',
    'low intrusion /var/log/syslog',
    'low context /var/log/messages',
  ])
  assert.deepEqual(said(wipedLog, { logFiles: [log('/var/log/auth.log', 'missing beside its forerunner')], processes: [rsyslogd] }), [
    'medium intrusion /var/log/auth.log',
  ])
})

test('wiped logs: deleted under the daemon', () => {
  const open = [{ fd: 7, target: '/var/log/auth.log (deleted)' }]
  assert.deepEqual(said(wipedLog, { processes: [processOf({ pid: 5, name: 'rsyslogd', open })] }), ['medium intrusion /proc/5/fd/7'])
  const rotated = [{ fd: 7, target: '/var/log/auth.log.1 (deleted)' }]
  assert.deepEqual(said(wipedLog, { processes: [processOf({ pid: 5, name: 'rsyslogd', open: rotated })] }), [])
})

test('wiped logs: near misses: just rotated, rotated by truncation, fresh image, history', () => {
  const logFiles = [
    log('/var/log/auth.log', 'empty beside a filled forerunner'),
    log('/var/log/btmp', 'emptied'),
    log('/var/log/nginx/access.log', 'emptied', 'empty beside a filled forerunner'),
    log('/var/log/lastlog'),
    log('/root/.bash_history', 'symlink to /dev/null'),
  ]
  assert.deepEqual(said(wipedLog, { logFiles, processes: [rsyslogd] }), [])
  const truncated = [log('/var/log/syslog', 'emptied', 'empty beside a filled forerunner')]
  assert.deepEqual(said(wipedLog, { logFiles: truncated, processes: [rsyslogd] }), ['low intrusion /var/log/syslog'])
})

test('wiped logs: records emptied since boot are a hit to be told with a miner; an audit log without its daemon is a near miss', () => {
  const [finding] = wipedLog.detect(factsOf({ logFiles: [log('/var/log/wtmp', 'emptied since boot')] }), noIntel, new Set())
  assert.deepEqual([finding?.severity, finding?.joinsMining], ['low', true])
  const logFiles = [log('/var/log/audit/audit.log', 'emptied')]
  assert.deepEqual(said(wipedLog, { logFiles, processes: [rsyslogd] }), ['low intrusion /var/log/audit/audit.log'])
})
