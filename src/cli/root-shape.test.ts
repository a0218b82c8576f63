import assert from 'node:assert/strict'
import { test } from 'node:test'
import { memoryHost, type Node } from '../host/memory.ts'
import { rootShape } from './root-shape.ts'

const shape = (tree: Readonly<Record<string, Node>>) => rootShape(memoryHost(tree, { origin: { kind: 'disk', root: '/x' } })).length

test('a folder that is no root of a system is a gap; a root, also a bare one, is none', () => {
  assert.equal(shape({ '/bin/ls': 'x', '/share/doc/x': '' }), 1)
  assert.equal(shape({}), 1)
  assert.equal(shape({ '/etc/passwd': '' }), 0)
  assert.equal(shape({ '/usr/lib/os-release': '' }), 0)
  assert.equal(shape({ '/etc/': '', '/usr/': '' }), 0)
  assert.equal(rootShape(memoryHost({})).length, 0)
})
