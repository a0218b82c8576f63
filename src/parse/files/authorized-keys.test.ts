import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { assertGrowsLinearly } from '../../../test/growth.ts'
import { bytesOf, concat, sameBytes } from '../../core/bytes.ts'
import { hasBinary, optionOf, parseAuthorizedKeys } from './authorized-keys.ts'

const ed = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIEABWwzKp+PQ1L2DsJLHaoPO9qHKFmvFtNsy8f1wTEWF'
const edPrint = 'SHA256:jkmHXDPtMdrsJd57z6K99dwoiyCCGIz3dmN5CoYzP/8'
const ec =
  'ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABBBEQ90j211Vfnip4hWA7aTNcUVLLRaQT/XE00nonAh3W1KnWKgyJ8MnaxFCUJveQUPkE5wPl/CHFoP5SA0WgvSxw='
const parse = (text: string) => [...parseAuthorizedKeys(bytesOf(text))]

test('fingerprints are those of ssh-keygen -l', () => {
  assert.deepEqual(
    parse(`# me\n${ed} a@b\n\n${ec} ec\n`).map(k => [k.line, k.type, k.fingerprint, k.comment]),
    [
      [2, 'ssh-ed25519', edPrint, 'a@b'],
      [4, 'ecdsa-sha2-nistp256', 'SHA256:kU+4W0QiUmOWHfqts6UUh58CU/MlMJSZkXha8SsFbOM', 'ec'],
    ],
  )
})

test('options with quoted commas, blanks and quotes', () => {
  const [key] = parse(`no-pty,command="a, \\"b\\" ssh-rsa c",from="10.0.0.*,!1.2.3.4" ${ed} x y\n`)
  assert.equal(key?.comment, 'x y')
  assert.equal(optionOf(key?.options ?? '', 'command'), 'a, "b" ssh-rsa c')
  assert.equal(optionOf(key?.options ?? '', 'from'), '10.0.0.*,!1.2.3.4')
  assert.equal(optionOf(key?.options ?? '', 'no-pty'), '')
  assert.equal(optionOf(key?.options ?? '', 'environment'), undefined)
})

test('a key amid a Redis dump is found, and the dump is seen to be binary', () => {
  const dump = concat([
    bytesOf('REDIS0009'),
    Uint8Array.of(0xfa, 9, 0, 3, 0x41),
    bytesOf(`\n\n\n${ed} x@y\n\n\n`),
    Uint8Array.of(0xff, 1, 2, 0),
  ])
  assert.equal([...parseAuthorizedKeys(dump)].length, 1)
  assert.ok(hasBinary(dump))
  assert.ok(!hasBinary(bytesOf(`${ed} Müller 矿\r\n\t# x\n`)))
})

test('no keys: another type inside, cut short, no base64', () => {
  assert.deepEqual(parse(`ssh-rsa ${ed.slice(12)} a\n${ed.slice(0, 40)}\nssh-ed25519 !!!!!!!!!!!!!!!!!!!!!!!!\nhello world\n`), [])
})

test('property: spans and comments of any lines around', () => {
  const comment = fc.stringMatching(/^[!-~]{0,20}$/)
  fc.assert(
    fc.property(fc.array(fc.stringMatching(/^[a-z #"=,]{0,20}$/), { maxLength: 5 }), comment, (before, note) => {
      const head = before.map(line => `${line}\n`).join('')
      const all = bytesOf(`${head}${ed} ${note}\n`)
      const keys = [...parseAuthorizedKeys(all)]
      assert.equal(keys.length, 1)
      assert.equal(keys[0]?.comment, note)
      assert.ok(sameBytes(all.subarray(keys[0]!.span.start, keys[0]!.span.end), bytesOf(`${ed} ${note}\n`)))
    }),
  )
})

test('property: any bytes never throw; quotes without end take as long as they are', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), bytes => void [...parseAuthorizedKeys(bytes)]))
  fc.assert(fc.property(fc.stringMatching(/^(?:ssh-rsa |AAAA|"|\\|,|\n){0,20}$/), text => void parse(text)))
  for (const piece of ['"', '"\n']) assertGrowsLinearly(size => void parse(piece.repeat(size / piece.length)), 8192, piece)
})
