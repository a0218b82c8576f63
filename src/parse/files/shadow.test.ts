import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { bytesOf } from '../../core/bytes.ts'
import { parseShadow } from './shadow.ts'

const parse = (text: string) => [...parseShadow(bytesOf(text))]

test('tells empty, locked and set passwords, and their scheme', () => {
  const text = [
    'root:$y$j9T$abc$def:20000:0:99999:7:::',
    'a:$6$salt$hash:19000::::::',
    'b:!$6$salt$hash:19000::::::',
    'c:*:19000::::::',
    'd::19000::::::',
    'e:abJnggxhB/yWI:1::::::',
    'f:x:1::::::',
    'g:!!:::::::',
  ].join('\n')
  assert.deepEqual(
    parse(text).map(e => [e.name, e.password, e.scheme, e.changedDay]),
    [
      ['root', 'set', 'yescrypt', 20000],
      ['a', 'set', 'sha512crypt', 19000],
      ['b', 'locked', 'sha512crypt', 19000],
      ['c', 'locked', undefined, 19000],
      ['d', 'empty', undefined, 19000],
      ['e', 'set', 'descrypt', 1],
      ['f', 'locked', undefined, 1],
      ['g', 'locked', undefined, undefined],
    ],
  )
})

test('property: no piece of a hash ever comes out', () => {
  const hash = fc.stringMatching(/^[!*]{0,2}(?:\$(?:1|2b|5|6|y|zz)\$)?[./0-9A-Z]{9,40}$/)
  fc.assert(
    fc.property(hash, secret => {
      const shown = JSON.stringify(parse(`user:${secret}:20000:0:99999:7:::\n`))
      for (let i = 0; i + 6 <= secret.length; i++) assert.ok(!shown.includes(secret.slice(i, i + 6)))
    }),
  )
})

test('property: any bytes never throw', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), bytes => void [...parseShadow(bytes)]))
})
