import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { bytesOf } from '../../core/bytes.ts'
import { parseHostsAccess } from './hosts-access.ts'

const parse = (text: string) => [...parseHostsAccess(bytesOf(text))]

test('rules with their line, continued lines joined, comments and plain words passed over', () => {
  assert.deepEqual(parse('# ALL: ALL\nsshd: 1.2.3.4 \\\n  5.6.7.8\n\nnonsense\nALL: ALL'), [
    { line: 2, text: 'sshd: 1.2.3.4    5.6.7.8' },
    { line: 6, text: 'ALL: ALL' },
  ])
})

test('property: rules come back', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.stringMatching(/^[a-zA-Z]{1,8}$/), fc.ipV4())), rules => {
      const lines = rules.map(([daemon, address]) => `${daemon}: ${address}`)
      assert.deepEqual(
        parse(`${lines.join('\n')}\n`).map(r => r.text),
        lines,
      )
    }),
  )
})

test('property: any bytes never throw', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), bytes => void [...parseHostsAccess(bytes)]))
})
