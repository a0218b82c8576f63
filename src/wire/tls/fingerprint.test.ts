import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ja3, ja3s, ja4 } from './fingerprint.ts'

const nothing = { groups: [], points: [], signatures: [], versions: [], name: '', protocols: [], isEncrypted: false }

test('JA3: the two examples of its authors', () => {
  const first = [47, 53, 5, 10, 49_161, 49_162, 49_171, 49_172, 50, 56, 19, 4]
  const hello = { ...nothing, version: 769, ciphers: first, extensions: [0, 10, 11], groups: [23, 24, 25], points: [0] }
  assert.equal(ja3(hello), 'ada70206e40642a3e4461f35503241d5')
  const bare = { ...nothing, version: 769, ciphers: [4, 5, 10, 9, 100, 98, 3, 6, 19, 18, 99], extensions: [] }
  assert.equal(ja3(bare), 'de350869b8c85de67a350c8d186f11e6')
  assert.match(ja4(bare), /^t10i110000_[0-9a-f]{12}_000000000000$/)
})

test('JA4: the example of its specification', () => {
  const hexes = (list: string): number[] => list.split(',').map(value => Number.parseInt(value, 16))
  const hello = {
    ...nothing,
    version: 0x303,
    ciphers: hexes('1301,1302,1303,c02b,c02f,c02c,c030,cca9,cca8,c013,c014,009c,009d,002f,0035'),
    extensions: hexes('001b,0000,0033,0010,4469,0017,002d,000d,0005,0023,0012,002b,ff01,000b,000a,0015'),
    signatures: hexes('0403,0804,0401,0503,0805,0501,0806,0601'),
    versions: [0x304, 0x303],
    protocols: ['h2'],
  }
  assert.equal(ja4(hello), 't13d1516h2_8daaf6152771_e5627efa2ab1')
})

test('JA3S is of the version field, the cipher and the extensions in their order', () => {
  assert.equal(
    ja3s(769, { version: 769, cipher: 47, extensions: [65_281, 0, 11, 35, 5, 16], protocol: '' }),
    '836ce314215654b5b1f85f97c73e506f',
  )
})
