import assert from 'node:assert/strict'
import { test } from 'node:test'
import { processOf } from '../../test/facts.ts'
import { containerRow } from '../../test/system.ts'
import { factsOf } from '../core/facts.ts'
import { isGap } from '../core/gap.ts'
import { memoryHost, type Node } from '../host/memory.ts'
import { cronD } from '../persistence/cron-d.ts'
import { autostartCollector } from './autostart-collector.ts'

const upperDir = '/var/lib/docker/overlay2/abc/diff'
const job = '* * * * * root /tmp/x\n'
const tree: Readonly<Record<string, Node>> = {
  '/etc/cron.d/own': job,
  [`${upperDir}/etc/cron.d/in`]: job,
  '/proc/9/root/etc/cron.d/in': job,
}

const listed = (facts: Parameters<typeof factsOf>[0]) =>
  [...autostartCollector([cronD], () => {}).collect(memoryHost(tree), factsOf(facts), new Set())].map(item =>
    isGap(item) ? item : item[0] === 'autostarts' ? [item[1].path, item[1].container] : [],
  )

test('entries of the host, and of a container that runs nothing as they lie on the disk', () => {
  const gone = containerRow({ containerId: 'gone', upperDir: '/nowhere' })
  const web = containerRow({ containerId: 'c', upperDir })
  assert.deepEqual(listed({ containers: [web, gone] }), [
    ['/etc/cron.d/own', undefined],
    [`${upperDir}/etc/cron.d/in`, web.id],
  ])
})

test('a running container is looked at through one of its processes, once', () => {
  const web = containerRow({ containerId: 'c', upperDir })
  const init = processOf({ pid: 1, namespaces: { mnt: '1' } })
  const member = processOf({ pid: 9, container: web.id, namespaces: { mnt: '2' } })
  assert.deepEqual(listed({ containers: [web], processes: [init, member] }), [
    ['/etc/cron.d/own', undefined],
    ['/proc/9/root/etc/cron.d/in', web.id],
  ])
})
