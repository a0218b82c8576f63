import assert from 'node:assert/strict'
import { test } from 'node:test'
import { processOf } from '../../../test/facts.ts'
import { memoryHost, type Node } from '../../host/memory.ts'
import { addMinerConfigs } from './miner-configs.ts'
import { Subjects } from './subject.ts'

const found = (tree: Readonly<Record<string, Node>>, ...given: Parameters<typeof processOf>[0][]) => {
  const subjects = new Subjects()
  addMinerConfigs(memoryHost(tree), given.map(processOf), ['/root', '/home/a'], subjects)
  return [...subjects.paths].sort()
}
const exe = (path: string) => ({ path, deleted: false, memfd: false })

test('beside the program, where it was started, in the home, and by argument', () => {
  const tree = {
    '/opt/kd/config.json': '{}',
    '/srv/w/pools.txt': '',
    '/home/a/.xmrig.json': '{}',
    '/etc/kd.json': '{}',
    '/srv/w/own.json': '{}',
  }
  const worker = {
    pid: 7,
    exe: exe('/opt/kd/kd'),
    cwd: '/srv/w',
    argv: ['kd', '--config=/etc/kd.json', '-c', 'own.json', '--nothing.json'],
  }
  assert.deepEqual(found(tree, worker), [
    '/etc/kd.json',
    '/home/a/.xmrig.json',
    '/opt/kd/config.json',
    '/srv/w/own.json',
    '/srv/w/pools.txt',
  ])
})

test('in a container below its root; packaged folders and links are left alone', () => {
  const tree = { '/proc/8/root/app/config.json': '{}', '/usr/bin/config.json': '{}', '/app/config.json': { link: '/etc/shadow' } }
  assert.deepEqual(found(tree, { pid: 8, exe: exe('/app/x'), container: 'container:c' }), ['/proc/8/root/app/config.json'])
  assert.deepEqual(found(tree, { pid: 9, exe: exe('/usr/bin/x'), cwd: '/' }, { pid: 10, exe: exe('/app/x') }), [])
})
