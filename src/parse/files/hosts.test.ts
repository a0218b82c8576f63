import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { bytesOf } from '../../core/bytes.ts'
import { parseHosts } from './hosts.ts'

const parse = (text: string) => [...parseHosts(bytesOf(text))]

test('addresses with all their names; comments are cut off', () => {
  assert.deepEqual(parse('# x\n127.0.0.1\tlocalhost a # b\r\n::1 ip6-localhost\nfe80::1%lo0 l\n0.0.0.0\nname 1.2.3.4\n'), [
    { line: 2, address: '127.0.0.1', names: ['localhost', 'a'] },
    { line: 3, address: '::1', names: ['ip6-localhost'] },
    { line: 4, address: 'fe80::1%lo0', names: ['l'] },
  ])
})

test('property: names come back', () => {
  fc.assert(
    fc.property(fc.ipV4(), fc.array(fc.domain(), { minLength: 1, maxLength: 4 }), (address, names) => {
      assert.deepEqual(parse(`${address} ${names.join('\t')}\n`), [{ line: 1, address, names }])
    }),
  )
})

test('property: any bytes never throw', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), bytes => void [...parseHosts(bytes)]))
})
