import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fileOf, statOf } from '../../test/facts.ts'
import { noIntel } from '../../test/intel.ts'
import type { FileFact } from '../core/facts/file.ts'
import { factsOf } from '../core/facts.ts'
import { nameTrickDetector } from './name-trick.ts'

const detect = (path: string, given: Partial<FileFact> = {}) => [
  ...nameTrickDetector.detect(factsOf({ files: [fileOf({ path, magic: 'elf', ...given })] }), noIntel, new Set()),
]

test('hit: a trailing blank, a directory of dots, turned writing', () => {
  for (const path of ['/usr/sbin/nologin ', '/usr/bin/l\u200bs']) assert.equal(detect(path)[0]?.severity, 'medium', path)
  assert.equal(detect('/var/tmp/...', { stat: statOf({ type: 'directory' }), magic: 'unread' })[0]?.severity, 'medium')
})

test('near miss: ordinary names; odd ones of data in a home or in /tmp are weak', () => {
  for (const path of ['/usr/bin/ls', '/tmp/My File', '/home/u/矿灯.txt', '/etc/.pwd.lock']) assert.equal(detect(path).length, 0, path)
  assert.equal(detect('/home/u/r\udce9sum\udce9.doc', { magic: 'binary' })[0]?.severity, 'low')
  assert.equal(detect('/tmp/a\nb', { magic: 'text' })[0]?.severity, 'low')
})
