import assert from 'node:assert/strict'
import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { recordedOf, stepOf } from '../../test/control.ts'
import { diskHost } from '../../test/disk-host.ts'
import type { Scene } from '../core/action.ts'
import { isGap } from '../core/gap.ts'
import { removeDirectory } from './remove-directory.ts'

function withDisk(act: (scene: Scene, root: string) => void): void {
  const disk = diskHost({})
  try {
    mkdirSync(join(disk.root, 'tmp/.x'), { recursive: true })
    act(disk, disk.root)
  } finally {
    disk.end()
  }
}
const stepFor = (root: string) =>
  stepOf({ action: 'remove-directory', stage: 'vault', detail: { path: '/tmp/.x', ino: statSync(join(root, 'tmp/.x')).ino } })

test('the emptied directory goes and comes back; twice changes nothing more', () => {
  withDisk((scene, root) => {
    const path = join(root, 'tmp/.x')
    const before = statSync(path)
    const step = stepFor(root)
    assert.ok(isGap(removeDirectory.verify(step, scene)))
    const undo = removeDirectory.prepare(step, scene)
    assert.ok(!isGap(undo))
    const go = recordedOf(step, undo)
    for (const _ of [1, 2]) assert.equal(removeDirectory.apply(go, scene), undefined)
    assert.ok(!existsSync(path))
    assert.equal(removeDirectory.verify(step, scene), undefined)
    for (const _ of [1, 2]) assert.equal(removeDirectory.undo(go, scene), undefined)
    assert.deepEqual([statSync(path).mode, statSync(path).mtimeMs], [before.mode, before.mtimeMs])
  })
})

test('whatever appeared in it stays, and so does the directory; another directory is drift', () => {
  withDisk((scene, root) => {
    const step = stepFor(root)
    const undo = removeDirectory.prepare(step, scene)
    assert.ok(!isGap(undo))
    writeFileSync(join(root, 'tmp/.x/new'), 'x')
    const go = recordedOf(step, undo)
    assert.ok(isGap(removeDirectory.apply(go, scene)))
    assert.equal(removeDirectory.undo(go, scene), undefined)
    assert.ok(existsSync(join(root, 'tmp/.x/new')))
    const other = removeDirectory.prepare({ ...step, detail: { ...step.detail, ino: 1 } }, scene)
    assert.equal(isGap(other) && other.why, 'tampered')
  })
})
