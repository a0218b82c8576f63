import assert from 'node:assert/strict'
import { chownSync, existsSync, lstatSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import type { FileControl } from '../core/control.ts'
import { isGap } from '../core/gap.ts'
import { fileControl } from './file-control.ts'
import { openSys } from './sys.ts'

function within(act: (files: FileControl, root: string) => void): void {
  const root = mkdtempSync(join(tmpdir(), 'davylamp-directory-'))
  try {
    const files = fileControl(openSys()!, root, 'disk')
    assert.ok(!isGap(files))
    act(files, root)
  } finally {
    rmSync(root, { recursive: true })
  }
}
const stateOf = (path: string) => {
  const { mode, uid, gid, mtimeNs } = lstatSync(path, { bigint: true })
  return { mode, uid, gid, mtimeNs }
}

test('an empty directory goes, and comes back with mode, owner and times, its own and its parent’s', () => {
  within((files, root) => {
    mkdirSync(join(root, 'tmp/.x'), { recursive: true, mode: 0o711 })
    const [parent, path] = [join(root, 'tmp'), join(root, 'tmp/.x')]
    if (process.getuid?.() === 0) chownSync(path, 33, 34)
    for (const one of [path, parent]) utimesSync(one, 1_700_000_000, 1_700_000_001)
    const before = [path, parent].map(stateOf)
    const was = files.captureDirectory('/tmp/.x')
    assert.ok(!isGap(was))
    assert.equal(files.removeDirectory(was), undefined)
    assert.ok(!existsSync(path))
    for (const _ of [1, 2]) {
      assert.equal(files.restoreDirectory(was), undefined)
      assert.deepEqual([path, parent].map(stateOf), before)
    }
  })
})

test('a directory that holds anything stays, as does another one in its place, a file, and a symlink to one', () => {
  within((files, root) => {
    mkdirSync(join(root, 'a'))
    const was = files.captureDirectory('/a')
    assert.ok(!isGap(was))
    writeFileSync(join(root, 'a/data'), 'x')
    const full = files.removeDirectory(was)
    assert.equal(isGap(full) && full.detail, 'holds something that the plan does not name')
    assert.ok(existsSync(join(root, 'a/data')))
    mkdirSync(join(root, 'b'))
    assert.ok(isGap(files.removeDirectory({ ...was, path: '/b' })))
    assert.ok(isGap(files.captureDirectory('/a/data')))
    symlinkSync('b', join(root, 'c'))
    assert.ok(isGap(files.captureDirectory('/c')))
    assert.ok(isGap(files.removeDirectory({ ...was, path: '/c' })))
    assert.ok(existsSync(join(root, 'b')))
    assert.equal(isGap(files.captureDirectory('/none')), true)
  })
})
