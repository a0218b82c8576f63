import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { CaseView } from '../src/store/cases.ts'
import type { Node } from './tree-digest.ts'
import { notTakenBack, touchedBy } from './undone.ts'
import type { Witness } from './witness.ts'

const file: Node = { type: 'file', mode: 0o644, uid: 0, gid: 0, mtimeNs: '1', links: 1, content: 'a', attributes: '', flags: '' }
const look = (tree: Readonly<Record<string, Partial<Node>>>, firewall = ''): Witness => ({
  tree: new Map(Object.entries(tree).map(([path, node]) => [path, { ...file, ...node }])),
  at: 1000,
  firewall,
  states: new Map(),
})
const before = [
  look({ '/etc/a': {}, '/var/log/l': {}, '/tmp/r': {} }),
  look({ '/etc/a': {}, '/var/log/l': {}, '/tmp/r': { mtimeNs: '2' } }),
] as const

test('everything as it was, or changed by itself, is exact', () => {
  assert.deepEqual(notTakenBack(before, before[1], new Set(), 2000), [])
  assert.deepEqual(notTakenBack(before, look({ '/etc/a': {}, '/var/log/l': { content: 'b' } }), new Set(), 2000), [])
})

test('a byte, a time, a file too many, and the firewall are not', () => {
  const after = look({ '/etc/a': { mtimeNs: '3' }, '/etc/n': {}, '/var/log/l': {}, '/tmp/r': {} }, 'table')
  const left = ['/etc/a: mtimeNs', '/etc/n: new (no step names it)', 'the firewall is another']
  assert.deepEqual(notTakenBack(before, after, new Set(['/etc/a']), 2000), left)
})

test('what a step touched counts wherever it lies', () => {
  const after = look({ '/etc/a': {}, '/tmp/r': { mtimeNs: '2' } })
  assert.deepEqual(notTakenBack(before, after, new Set(['/var/log/l']), 2000), ['/var/log/l: gone'])
})

test('what the intruder changed before the plan is not asked of undo', () => {
  const ms = (time: number): Partial<Node> => ({ mtimeNs: `${time}000000` })
  const tree = (time: number) => look({ '/etc/a': {}, '/var/log/l': {}, '/tmp': { type: 'directory', ...ms(time) }, '/tmp/n': {} })
  const looks = [look({ '/etc/a': {}, '/tmp': { type: 'directory' } }), look({ '/etc/a': {}, '/tmp': { type: 'directory' } })] as const
  assert.deepEqual(notTakenBack(looks, tree(1500), new Set(['/tmp']), 2000), [])
  assert.equal(notTakenBack(looks, tree(2500), new Set(), 2000).length, 2)
  assert.equal(notTakenBack(looks, tree(500), new Set(), 2000).length, 2)
})

test('what he let change places before he was frozen is his, with what lies below', () => {
  const folder = (mtimeNs: string): Partial<Node> => ({ type: 'directory', mtimeNs })
  const d = '/opt/d'
  const link: Partial<Node> = { type: 'link', content: '/opt' }
  const was = look({ [d]: folder('500000000'), [`${d}/a`]: folder('1'), [`${d}/a/x`]: {}, [`${d}/b`]: link })
  const swapped = (ms: number) => look({ [d]: folder(`${ms}000000`), [`${d}/b`]: folder('1'), [`${d}/b/x`]: {}, [`${d}/a`]: link })
  assert.deepEqual(notTakenBack([was, was], swapped(1500), new Set([`${d}/b`]), 2000), [])
  assert.equal(notTakenBack([was, was], swapped(2500), new Set(), 2000).length, 5)
  const edited = look({ [d]: folder('1500000000'), [`${d}/a`]: folder('1'), [`${d}/a/x`]: { content: 'b' }, [`${d}/b`]: link })
  assert.deepEqual(notTakenBack([was, was], edited, new Set(), 2000), [`${d}/a/x: content (no step names it)`])
})

test('paths are taken from everywhere in a way back', () => {
  const undo = { changes: [{ path: '/etc/ü', was: { real: '/usr/etc/ü' } }], homes: { '/a': 'b' } }
  const cases = [{ records: [{ undo }, {}] }] as unknown as CaseView[]
  assert.deepEqual(
    [...touchedBy(cases)].sort(),
    ['/a', '/etc/ü', '/usr/etc/ü'].map(path => Buffer.from(path).toString('latin1')),
  )
})
