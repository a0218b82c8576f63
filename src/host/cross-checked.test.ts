import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bytesOf } from '../core/bytes.ts'
import { crossChecked } from './cross-checked.ts'
import type { LibcView } from './libc-view.ts'
import { memoryHost } from './memory.ts'

const { files } = memoryHost({ '/etc/ld.so.preload': '/lib/evil.so\n', '/etc/hosts': 'x', '/tmp/seen': '', '/tmp/.hidden': '' })
const honest: LibcView = {
  names: path => (path === '/tmp' ? new Set(['seen', '.hidden']) : new Set(['ld.so.preload', 'hosts'])),
  exists: () => true,
  read: path => bytesOf(path === '/etc/hosts' ? 'x' : '/lib/evil.so\n'),
}

function askAll(libc: LibcView) {
  const checked = crossChecked(files, libc)
  checked.files.list('/tmp')
  checked.files.lstat('/tmp/.hidden')
  checked.files.read('/etc/ld.so.preload')
  return checked.discrepancies()
}

test('an honest libc differs nowhere', () => {
  assert.deepEqual(askAll(honest), [])
})

test('a name left out of the listing, a denied stat and other content are remembered', () => {
  const found = askAll({ names: () => new Set(['seen']), exists: () => false, read: () => new Uint8Array() })
  assert.deepEqual(
    found.map(d => [d.source, d.path, d.hidden]),
    [
      ['list', '/tmp', ['.hidden']],
      ['stat', '/tmp/.hidden', []],
      ['read', '/etc/ld.so.preload', []],
    ],
  )
})

test('what vanishes or changes between two looks is no lie', () => {
  let asked = 0
  const late: LibcView = {
    ...honest,
    names: () => new Set(asked++ === 0 ? ['seen'] : ['seen', '.hidden']),
    exists: () => asked++ > 1,
    read: () => bytesOf(asked++ > 2 ? '/lib/evil.so\n' : ''),
  }
  assert.deepEqual(askAll(late), [])
})
