import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { bytesOf } from '../../core/bytes.ts'
import { parseResolvConf } from './resolv-conf.ts'

const parse = (text: string) => parseResolvConf(bytesOf(text))

test('name servers in order, the last search line, comments passed over', () => {
  const text = '# a\nnameserver 10.0.0.2\nnameserver\t::1 # b\n;nameserver 9.9.9.9\ndomain x\nsearch a.example b.example\noptions ndots:5\n'
  assert.deepEqual(parse(text), { nameservers: ['10.0.0.2', '::1'], search: ['a.example', 'b.example'] })
})

test('property: name servers come back', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.ipV4(), fc.ipV6())), servers => {
      assert.deepEqual(parse(servers.map(s => `nameserver ${s}\n`).join('')).nameservers, servers)
    }),
  )
})

test('property: any bytes never throw', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), bytes => void parseResolvConf(bytes)))
})
