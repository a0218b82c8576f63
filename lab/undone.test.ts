import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { CaseView } from '../src/store/cases.ts'
import type { Node } from './tree-digest.ts'
import { notTakenBack, touchedBy } from './undone.ts'
import type { Witness } from './witness.ts'

const file: Node = { type: 'file', mode: 0o644, uid: 0, gid: 0, mtimeNs: '1', links: 1, content: 'a', attributes: '', flags: '' }
const look = (tree: Readonly<Record<string, Partial<Node>>>, firewall = ''): Witness => ({
  tree: new Map(Object.entries(tree).map(([path, node]) => [path, { ...file, ...node }])),
  firewall,
  states: new Map(),
})
const before = [
  look({ '/etc/a': {}, '/var/log/l': {}, '/tmp/r': {} }),
  look({ '/etc/a': {}, '/var/log/l': {}, '/tmp/r': { mtimeNs: '2' } }),
] as const

test('everything as it was, or changed by itself, is exact', () => {
  assert.deepEqual(notTakenBack(before, before[1], new Set()), [])
  assert.deepEqual(notTakenBack(before, look({ '/etc/a': {}, '/var/log/l': { content: 'b' } }), new Set()), [])
})

test('a byte, a time, a file too many, and the firewall are not', () => {
  const after = look({ '/etc/a': { mtimeNs: '3' }, '/etc/n': {}, '/var/log/l': {}, '/tmp/r': {} }, 'table')
  const left = ['/etc/a: mtimeNs', '/etc/n: new (no step names it)', 'the firewall is another']
  assert.deepEqual(notTakenBack(before, after, new Set(['/etc/a'])), left)
})

test('what a step touched counts wherever it lies', () => {
  const after = look({ '/etc/a': {}, '/tmp/r': { mtimeNs: '2' } })
  assert.deepEqual(notTakenBack(before, after, new Set(['/var/log/l'])), ['/var/log/l: gone'])
})

test('paths are taken from everywhere in a way back', () => {
  const undo = { changes: [{ path: '/etc/ü', was: { real: '/usr/etc/ü' } }], homes: { '/a': 'b' } }
  const cases = [{ records: [{ undo }, {}] }] as unknown as CaseView[]
  assert.deepEqual(
    [...touchedBy(cases)].sort(),
    ['/a', '/etc/ü', '/usr/etc/ü'].map(path => Buffer.from(path).toString('latin1')),
  )
})
