import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isGap } from '../core/gap.ts'
import { memoryHost } from '../host/memory.ts'
import { cutShort } from './cut-short.ts'

const tree = Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`/srv/root/tmp/${i}`, '']))

test('a listing cut short is given as far as asked for, and told once', () => {
  const { host, gaps } = cutShort(memoryHost(tree))
  for (let i = 0; i < 2; i++) {
    const names = host.files.list('/srv/root/tmp', 5)
    assert.ok(!isGap(names) && names.length === 5)
  }
  host.inside('/srv/root').files.list('/tmp', 11)
  assert.deepEqual(
    gaps().map(({ source, why, detail }) => [source, why, detail]),
    [['/srv/root/tmp', 'capped', 'more than 11 names; the rest was not looked at']],
  )
})

test('a listing that ends exactly where it was to end is whole', () => {
  const { host, gaps } = cutShort(memoryHost(tree))
  const names = host.files.list('/srv/root/tmp', 12)
  assert.ok(!isGap(names) && names.length === 12)
  host.files.list('/srv/root/tmp')
  host.files.list('/nowhere')
  assert.deepEqual(gaps(), [])
})
