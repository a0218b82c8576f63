import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { isHiddenPath, isOddPlaceForProgram, isTempPlace, pathInside } from './places.ts'

test('temporary places, also inside another root', () => {
  for (const path of ['/tmp', '/tmp/x', '/var/tmp/.../httpd', '/dev/shm/k', '/run/user/1000/a', '/proc/77/root/tmp/x'])
    assert.ok(isTempPlace(path), path)
  assert.ok(isTempPlace('/var/lib/docker/overlay2/0a/diff/tmp/kdevtmpfsi'))
  for (const path of ['/tmpfoo/x', '/usr/tmp2', '/home/a/tmp/x', '/var/lib/tmp']) assert.ok(!isTempPlace(path), path)
})

test('hidden places but not the familiar ones', () => {
  for (const path of [
    '/root/.configrc7/a/upd',
    '/tmp/.ICEd-unix/x',
    '/usr/bin/.x',
    '/home/u/.rsync/c/go',
    '/etc/.cache/a',
    '/var/tmp/.../h',
    '/tmp/.cache/x',
    '/usr/share/.kde/x',
    '/usr/lib/.cache/x.so',
  ])
    assert.ok(isHiddenPath(path), path)
  for (const path of [
    '/home/u/.cache/ms-playwright/chrome',
    '/root/.nvm/versions/node/v20/bin/node',
    '/home/u/app/.git/hooks/pre-commit',
    '/tmp/.X11-unix/X0',
    '/srv/app/node_modules/.bin',
    '/root/.bashrc',
    '/home/u/.ssh/authorized_keys',
    '/var/lib/postgresql/.psql_history',
    '/usr/lib/debug/.build-id/aa/bb',
    '/home/u/.vscode-server/bin/x/node',
  ])
    assert.ok(!isHiddenPath(path), path)
})

test('odd places for a program', () => {
  const odd = [
    '/etc/kinsing',
    '/etc/apparmor.d/abc',
    '/dev/block/x',
    '/var/log/x',
    '/usr/share/[crypto]/x',
    '/tmp/x',
    '/root/.x/y',
    '/usr/sbin/nologin ',
  ]
  for (const path of odd) assert.ok(isOddPlaceForProgram(path), path)
  const fine = [
    '/usr/bin/ls',
    '/etc/init.d/ssh',
    '/etc/cron.daily/apt',
    '/etc/rc.local',
    '/opt/app/bin/run',
    '/usr/local/bin/x',
    '/home/u/a.out',
  ]
  for (const path of [...fine, '/srv/web/app/[id]/page.js', '/snap/x/1/bin/y', '/nix/store/x/bin/y', '/dev/fd/3', '/proc/self/fd/3'])
    assert.ok(!isOddPlaceForProgram(path), path)
})

test('any text: an answer; a host path is its own inside', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), text => {
      isTempPlace(text)
      isOddPlaceForProgram(`/${text}`)
      assert.equal(isHiddenPath(`/usr/${text}`), isHiddenPath(`/proc/1/root/usr/${text}`))
    }),
  )
  assert.equal(pathInside('/proc/12/root'), '/')
})
