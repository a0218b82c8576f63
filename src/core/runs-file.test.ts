import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fileOf, processOf, statOf } from '../../test/facts.ts'
import { runsFile } from './runs-file.ts'

const exe = { path: '/opt/own/worker', deleted: false, memfd: false, dev: '0:1', ino: 7 }
const seen = (path: string, nlink = 1) => fileOf({ path, stat: statOf({ dev: '0:1', ino: 7, nlink }) })

test('the same inode under the same name, another name of several, or no name any more', () => {
  assert.ok(runsFile(processOf({ pid: 2, exe }), seen('/opt/own/worker')))
  assert.ok(runsFile(processOf({ pid: 2, exe }), seen('/tmp/x', 2)))
  assert.ok(runsFile(processOf({ pid: 2, exe: { ...exe, deleted: true } }), seen('/tmp/x')))
  assert.ok(runsFile(processOf({ pid: 2, exe, root: '/srv' }), seen('/srv/opt/own/worker')))
})

test('a file with one name seen at another path was somebody else’s, met through a symlink; another inode is another file', () => {
  assert.ok(!runsFile(processOf({ pid: 2, exe }), seen('/usr/local/share/.x/bin/worker')))
  assert.ok(!runsFile(processOf({ pid: 2, exe: { ...exe, ino: 8 } }), seen('/opt/own/worker')))
  assert.ok(!runsFile(processOf({ pid: 2 }), seen('/opt/own/worker')))
})
