import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { block } from '../../../test/hpack.ts'
import { packed } from '../../../test/packets.ts'
import { Hpack } from './hpack.ts'
import { huffmanBytes } from './hpack-huffman.ts'

const hex = (text: string): Uint8Array => new Uint8Array(Buffer.from(text.replaceAll(' ', ''), 'hex'))
const lines = (hpack: Hpack, text: string): string[] | undefined => hpack.read(hex(text))?.map(({ name, value }) => `${name}: ${value}`)

describe('the examples of RFC 7541, appendix C', () => {
  const first = [':method: GET', ':scheme: http', ':path: /', ':authority: www.example.com']
  const third = [':method: GET', ':scheme: https', ':path: /index.html', ':authority: www.example.com', 'custom-key: custom-value']
  test('C.3: requests without Huffman, through one table', () => {
    const hpack = new Hpack()
    assert.deepEqual(lines(hpack, '8286 8441 0f77 7777 2e65 7861 6d70 6c65 2e63 6f6d'), first)
    assert.deepEqual(lines(hpack, '8286 84be 5808 6e6f 2d63 6163 6865'), [...first, 'cache-control: no-cache'])
    assert.deepEqual(lines(hpack, '8287 85bf 400a 6375 7374 6f6d 2d6b 6579 0c63 7573 746f 6d2d 7661 6c75 65'), third)
  })
  test('C.4: the same with Huffman', () => {
    const hpack = new Hpack()
    assert.deepEqual(lines(hpack, '8286 8441 8cf1 e3c2 e5f2 3a6b a0ab 90f4 ff'), first)
    assert.deepEqual(lines(hpack, '8286 84be 5886 a8eb 1064 9cbf'), [...first, 'cache-control: no-cache'])
    assert.deepEqual(lines(hpack, '8287 85bf 4088 25a8 49e9 5ba9 7d7f 8925 a849 e95b b8e8 b4bf'), third)
  })
  test('C.6: answers in a table of 256 bytes, from which the oldest fall out', () => {
    const hpack = new Hpack()
    assert.deepEqual(
      lines(
        hpack,
        '3fe101 4882 6402 5885 aec3 771a 4b61 96d0 7abe 9410 54d4 44a8 2005 9504 0b81 66e0 82a6 2d1b ff6e 919d 29ad 1718 63c7 8f0b 97c8 e9ae 82ae 43d3',
      ),
      [':status: 302', 'cache-control: private', 'date: Mon, 21 Oct 2013 20:13:21 GMT', 'location: https://www.example.com'],
    )
    assert.deepEqual(lines(hpack, '4883 640e ffc1 c0bf'), [
      ':status: 307',
      'cache-control: private',
      'date: Mon, 21 Oct 2013 20:13:21 GMT',
      'location: https://www.example.com',
    ])
  })
})

describe('near miss', () => {
  test('no such entry, a number without an end, a text beyond the block, a code that stops in its middle', () => {
    for (const bad of ['80', 'be', 'ff ff ff ff ff ff ff', '3f e1 ff ff 7f', '40 05 61', '40 81 ff', '00'])
      assert.equal(new Hpack().read(hex(bad)), undefined, bad)
  })
  test('a table larger than is followed', () => assert.equal(new Hpack().read(hex('3f e1 ff 03')), undefined))
  test('a bomb: one long field, named again and again', () => {
    const long = 'x'.repeat(4000)
    const hpack = new Hpack()
    assert.equal(hpack.read(packed([0x40, 1], 'a', [127, 0xa1, 30], long))?.length, 1)
    assert.equal(hpack.read(new Uint8Array(20).fill(0xbe))?.length, 20)
    assert.equal(hpack.read(new Uint8Array(20_000).fill(0xbe)), undefined)
  })
  test('the end mark within a text is an error (§5.2)', () => assert.equal(huffmanBytes(hex('ffffffff'), 0, 4, 100), undefined))
})

test('literals come back, and the table stays within its size', () => {
  const text = fc.string({ maxLength: 300 }).map(value => Buffer.from(value, 'utf8').toString('latin1'))
  fc.assert(
    fc.property(fc.dictionary(text, text, { maxKeys: 8 }), fields => {
      const read = new Hpack().read(block(fields))
      assert.deepEqual(
        read?.map(({ name, value }) => [name, value]),
        Object.entries(fields),
      )
    }),
  )
})

test('any bytes: fields or nothing, never an error', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 5 }), blocks => {
      const hpack = new Hpack()
      for (const bytes of blocks) {
        const fields = hpack.read(bytes)
        assert.ok((fields ?? []).reduce((n, { name, value }) => n + name.length + value.length, 0) <= 128 << 10)
        const plain = huffmanBytes(bytes, 0, bytes.length, 1000)
        assert.ok(plain === undefined || plain.length * 5 <= bytes.length * 8)
      }
    }),
  )
})
