import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { processOf } from '../../test/facts.ts'
import { assertGrowsLinearly } from '../../test/growth.ts'
import { factsOf } from '../core/facts.ts'
import { matches } from '../core/glob.ts'
import { memoryHost, type Node } from '../host/memory.ts'
import { securityAgents } from './security-agents.ts'

const collect = (tree: Readonly<Record<string, Node>>, exe?: string) => {
  const processes = exe === undefined ? [] : [processOf({ pid: 5, exe: { path: exe, deleted: false, memfd: false } })]
  return [...securityAgents.collect(memoryHost(tree), factsOf({ processes }), new Set())]
}

test('running, installed, remains', () => {
  const program = '/usr/local/aegis/aegis_client/aegis_12_34/AliYunDun'
  const expect = (state: string, paths: readonly string[]) => [['securityAgents', { name: 'Aegis', vendor: 'Alibaba Cloud', state, paths }]]
  assert.deepEqual(collect({ [program]: '' }, program), expect('running', [program, '/usr/local/aegis']))
  assert.deepEqual(collect({ [program]: '' }), expect('installed', [program, '/usr/local/aegis']))
  assert.deepEqual(collect({ '/etc/init.d/aegis': '' }), expect('remains', ['/etc/init.d/aegis']))
})

test('nothing: an empty directory, and a program of the same name elsewhere', () => {
  assert.deepEqual(collect({ '/usr/local/aegis/': { type: 'directory' } }, '/opt/other/AliYunDun'), [])
})

test('property: a pattern made by replacing pieces of a name with "*" matches it', () => {
  fc.assert(
    fc.property(fc.array(fc.stringMatching(/^[a-c?]{0,4}$/), { minLength: 1, maxLength: 6 }), fc.array(fc.boolean()), (parts, stars) => {
      assert.ok(matches(parts.join(''), parts.map((part, i) => (stars[i] === true ? '*' : part)).join('')))
    }),
  )
})

test('many stars cost no more than a longer name', () => {
  // Few stars first: backtracking would show there before it never ends.
  for (const stars of [3, 50]) {
    const pattern = `${'*a'.repeat(stars)}b`
    assertGrowsLinearly(size => assert.ok(!matches('a'.repeat(size), pattern)), 512, pattern)
  }
})
