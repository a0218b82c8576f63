// Dissectors of services are given true beginnings, and then anything at all: no throw, whatever the segments.
import { test } from 'node:test'
import fc from 'fast-check'
import type { Side } from '../src/core/dissector.ts'
import { dissectors } from '../src/wire/dissectors/index.ts'
import { rowsOfTalk, type Said } from './wire.ts'

const beginnings: readonly (readonly [Side, string])[] = [
  [0, '*2\r\n$4\r\nAUTH\r\n$1\r\nx\r\n'],
  [0, '\0\0\0\x16\0\x03\0\0user\0postgres\0\0'],
  [1, `\x4a\0\0\0\x0a8.0.36\0${'g'.repeat(66)}`],
  [0, '\x12\x01\0\x10\0\0\x01\0\0\0\x1a\0\x06\x01\0\xff'],
  [0, '\0\0\0\x40\x01ActiveMQ\0\0\0\x0c'],
  [0, 't3 12.2.1\n\n'],
  [0, 'JRMI\0\x02\x4b'],
  [0, `\0\0\0\x55\xfeSMB\x40\0${'\0'.repeat(80)}`],
  [0, '\x03\0\0\x13\x0e\xe0\0\0\0\0\0\x01\0\x08\0\x03\0\0\0'],
  [1, '\xff\xfd\x18login: '],
  [0, 'USER root\r\n'],
  [1, 'SSH-2.0-x\r\n'],
  [1, `\x7fELF\x02\x01\x01${'\0'.repeat(40)}`],
]
const side = fc.constantFrom<Side>(0, 1)
const piece = fc.oneof(fc.uint8Array({ maxLength: 200 }), fc.nat(5000), fc.constantFrom(...beginnings.map(([, text]) => text)))

test('true beginnings and then anything', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...beginnings),
      fc.array(fc.tuple(side, piece), { maxLength: 12 }),
      fc.boolean(),
      (begin, rest, midstream) => {
        rowsOfTalk(dissectors, [begin, ...(rest as Said[])], { midstream })
      },
    ),
    { numRuns: 400 },
  )
})
