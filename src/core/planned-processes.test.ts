import assert from 'node:assert/strict'
import { test } from 'node:test'
import { changeableHost, stepOf } from '../../test/control.ts'
import { isGap } from './gap.ts'
import { livingOf, plannedGroup } from './planned-processes.ts'

const step = stepOf({
  action: 'freeze-processes',
  detail: { group: 'g', pids: [10, 11], startTicks: [100, 101], exes: ['0:1:7', ''], sparedPids: [12], sparedStartTicks: [102] },
})

test('the group of a step: who is meant, and who is spared', () => {
  assert.deepEqual(plannedGroup(step), {
    group: 'g',
    processes: [
      { pid: 10, startTicks: 100, exe: '0:1:7' },
      { pid: 11, startTicks: 101, exe: '' },
    ],
    spared: [{ pid: 12, startTicks: 102, exe: '' }],
  })
  for (const detail of [{}, { ...step.detail, pids: [] }, { ...step.detail, pids: [1, 2] }, { ...step.detail, startTicks: [100] }])
    assert.ok(isGap(plannedGroup(stepOf({ action: 'freeze-processes', detail }))))
})

test('those that still run; who renamed itself by exec is the same, who became a program of the host is not', () => {
  const planned = plannedGroup(step)
  assert.ok(!isGap(planned))
  const living = (exe: string, at: string) => {
    const host = changeableHost({ '/proc/10/exe': { link: at } }, [
      { pid: 10, startTicks: 100, exe },
      { pid: 11, startTicks: 9, exe: '0:1:8' },
    ])
    const found = livingOf(host, planned)
    return isGap(found) ? found.why : found.map(p => p.pid)
  }
  assert.deepEqual(living('0:1:7', '/tmp/m'), [10], 'the other pid is another process by now')
  for (const at of ['/tmp/.x/y', '/usr/lib/.cron/a (deleted)', '/var/tmp/z']) assert.deepEqual(living('0:1:9', at), [10], at)
  for (const at of ['/usr/sbin/sshd', '/usr/lib/postgresql/15/bin/postgres', '/opt/app/server', '/bin/bash'])
    assert.equal(living('0:1:9', at), 'tampered', at)
})
