import assert from 'node:assert/strict'
import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { recordedOf, stepOf } from '../../test/control.ts'
import { diskHost } from '../../test/disk-host.ts'
import type { Scene } from '../core/action.ts'
import type { DumpPlace } from '../core/control.ts'
import { gap, isGap } from '../core/gap.ts'
import { redirectDump } from './redirect-dump.ts'

const cron: DumpPlace = { directory: '/var/spool/cron/crontabs', file: 'root' }
const elsewhere: DumpPlace = { directory: '/var/lib/redis', file: 'saved.rdb' }
const step = stepOf({ action: 'redirect-dump', detail: { port: 6379, path: '/var/spool/cron/crontabs/root', ...elsewhere } })

/** `redis`: where it saves; undefined when it does not run. It saves whenever it is told a place. */
function withRedis(redis: { place?: DumpPlace }, act: (scene: Scene, root: string) => void): void {
  const disk = diskHost({})
  const dumps = {
    place: () => redis.place ?? gap('Redis', 'absent', 'nobody listens'),
    setPlace: (_: number, place: DumpPlace) => {
      redis.place = place
      writeFileSync(join(disk.root, place.directory, place.file), 'REDIS0009')
      return undefined
    },
  }
  try {
    for (const { directory } of [cron, elsewhere]) mkdirSync(join(disk.root, directory), { recursive: true })
    act({ ...disk, control: { ...disk.control, dumps } }, disk.root)
  } finally {
    disk.end()
  }
}

test('it saves elsewhere, and again to its former place; what it saved meanwhile goes to the vault', () => {
  const redis = { place: cron }
  withRedis(redis, (scene, root) => {
    const before = statSync(join(root, elsewhere.directory), { bigint: true })
    assert.ok(isGap(redirectDump.verify(step, scene)))
    const undo = redirectDump.prepare(step, scene)
    assert.ok(!isGap(undo), JSON.stringify(undo))
    const go = recordedOf(step, undo)
    assert.equal(redirectDump.apply(go, scene), undefined)
    assert.deepEqual(redis.place, elsewhere)
    assert.equal(redirectDump.verify(step, scene), undefined)
    assert.equal(redirectDump.undo(go, scene), undefined)
    assert.deepEqual(redis.place, cron)
    assert.ok(!existsSync(join(root, elsewhere.directory, elsewhere.file)))
    assert.equal(statSync(join(root, elsewhere.directory), { bigint: true }).mtimeNs, before.mtimeNs)
  })
})

test('undo leaves a Redis alone that was told another place since, or has ended', () => {
  const redis: { place?: DumpPlace } = { place: cron }
  withRedis(redis, scene => {
    const undo = redirectDump.prepare(step, scene)
    assert.ok(!isGap(undo))
    redis.place = { directory: '/data', file: 'dump.rdb' }
    assert.equal(redirectDump.undo(recordedOf(step, undo), scene), undefined)
    assert.deepEqual(redis.place, { directory: '/data', file: 'dump.rdb' })
    delete redis.place
    assert.equal(redirectDump.undo(recordedOf(step, undo), scene), undefined)
    assert.equal(redirectDump.verify(step, scene), undefined)
  })
})

test('one that saves elsewhere already is nothing to do; a file in the new place is refused, and so is a disk', () => {
  const why = (scene: Scene): unknown => {
    const outcome = redirectDump.prepare(step, scene)
    return isGap(outcome) && outcome.why
  }
  withRedis({ place: elsewhere }, scene => assert.equal(why(scene), 'absent'))
  withRedis({}, scene => assert.equal(why(scene), 'absent'))
  withRedis({ place: cron }, (scene, root) => {
    writeFileSync(join(root, elsewhere.directory, elsewhere.file), 'the owner')
    assert.equal(why(scene), 'tampered')
    assert.equal(why({ ...scene, control: { files: scene.control.files } }), 'unsupported')
  })
})
