import assert from 'node:assert/strict'
import { test } from 'node:test'
import { containerRow } from '../../../test/system.ts'
import { isGap } from '../../core/gap.ts'
import { memoryHost, type Node } from '../../host/memory.ts'
import { addContainers } from './containers.ts'
import { Subjects } from './subject.ts'

const upperDir = '/var/lib/docker/overlay2/abc/diff'
const web = containerRow({ containerId: 'c', name: 'web', running: false, upperDir })

function look(tree: Readonly<Record<string, Node>>, containers = [web]) {
  const subjects = new Subjects()
  const gaps = [...addContainers(memoryHost(tree), containers, subjects)]
  return { gaps, rows: subjects.all.map(({ path, roles, container, layer }) => [path, [...roles].join(), container, layer]).sort() }
}

test('of what was written into a container: files in odd places, programs anywhere, no data and no libraries', () => {
  const { rows, gaps } = look({
    [`${upperDir}/tmp/kdevtmpfsi`]: 'x',
    [`${upperDir}/var/tmp/.x/config.json`]: '{}',
    [`${upperDir}/usr/local/bin/worker`]: { content: 'x', mode: 0o755 },
    [`${upperDir}/usr/lib/libx.so.1`]: { content: 'x', mode: 0o755 },
    [`${upperDir}/data/appendonly.aof`]: 'data',
    [`${upperDir}/app/node_modules/.bin/tool`]: { content: 'x', mode: 0o755 },
    [`${upperDir}/etc/gone`]: { type: 'character' },
  })
  assert.deepEqual(gaps, [])
  assert.deepEqual(rows, [
    [`${upperDir}/tmp/kdevtmpfsi`, 'temporary', web.id, 'runtime'],
    [`${upperDir}/usr/local/bin/worker`, 'neighbour', web.id, 'runtime'],
    [`${upperDir}/var/tmp/.x`, 'hidden', web.id, 'runtime'],
    [`${upperDir}/var/tmp/.x/config.json`, 'temporary', web.id, 'runtime'],
  ])
})

test('system containers by their root, snapshots by their temporary places', () => {
  const box = containerRow({ containerId: 'box', runtime: 'lxc', rootDir: '/var/lib/lxc/box/rootfs' })
  const fs = '/var/lib/containerd/io.containerd.snapshotter.v1.overlayfs/snapshots/7/fs'
  const { rows } = look(
    { '/var/lib/lxc/box/rootfs/dev/shm/x': 'x', [`${fs}/tmp/y`]: 'y', [`${fs}/usr/bin/z`]: { content: 'z', mode: 0o755 } },
    [box],
  )
  assert.deepEqual(rows, [
    [`${fs}/tmp/y`, 'temporary', undefined, undefined],
    ['/var/lib/lxc/box/rootfs/dev/shm/x', 'temporary', box.id, undefined],
  ])
})

test('a crowded container is cut short and said so; what lies near the top is seen all the same', () => {
  const crowd = Object.fromEntries(Array.from({ length: 6000 }, (_, i) => [`${upperDir}/srv/data/${i}`, '']))
  const { rows, gaps } = look({ ...crowd, [`${upperDir}/tmp/x`]: 'x' })
  assert.deepEqual([gaps.length, gaps[0] !== undefined && isGap(gaps[0]) && gaps[0].why], [1, 'capped'])
  assert.equal(rows.length, 1)
})
