import assert from 'node:assert/strict'
import { test } from 'node:test'
import { collateral } from './collateral.ts'
import type { Thing } from './scenario.ts'
import type { Node, Tree } from './tree-digest.ts'
import type { Witness } from './witness.ts'

const file: Node = { type: 'file', mode: 0o644, uid: 0, gid: 0, mtimeNs: '1', links: 1, content: 'a', attributes: '', flags: '' }
const decoy: Thing = { kind: 'process', exe: '/x', note: 'own service' }
const image: Tree = new Map([
  ['/bin/ls', file],
  ['/bin/ps', file],
])

function look(states: readonly string[], tree: Tree = image): Witness {
  return { at: 0, tree, firewall: '', states: new Map([[decoy, states]]) }
}

const before = [look(['process 5@1', 'process 6@2']), look(['process 5@1'])] as const

test('a decoy that is as it was is not broken, nor one that came or went by itself', () => {
  assert.deepEqual(collateral(image, before, look(['process 5@1'])), [])
  assert.deepEqual(collateral(image, before, look(['process 5@1', 'process 9@9'])), [])
})

test('a decoy that was started anew or stands still is broken', () => {
  assert.deepEqual(collateral(image, before, look(['process 7@7'])), ['own service: no longer process 5@1'])
})

test('a file of the system that changed or went is broken, one that the intruder had changed is not', () => {
  const was = look([], new Map([...image, ['/bin/ps', { ...file, content: 'trojan' }]]))
  assert.deepEqual(collateral(image, [was, was], look([], new Map([['/bin/ls', { ...file, mode: 0o600 }]]))), ['/bin/ls: another mode'])
  assert.deepEqual(collateral(image, [was, was], look([], new Map())), ['/bin/ls is gone'])
})
