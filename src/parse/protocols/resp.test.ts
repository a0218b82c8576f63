import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type RespMessage, RespReader } from './resp.ts'

function read(text: string, step = text.length): readonly RespMessage[] {
  const bytes = Uint8Array.from(text, c => c.charCodeAt(0))
  const reader = new RespReader()
  const got: RespMessage[] = []
  for (let at = 0; at < bytes.length; at += step)
    reader.push(bytes, at, Math.min(bytes.length, at + step), message => got.push(message) > 0)
  return got
}

test('arrays, nested ones, inline commands, errors, maps of RESP 3, in pieces of one byte', () => {
  const text = '*2\r\n$3\r\nGET\r\n$1\r\nx\r\n+OK\r\n*2\r\n*1\r\n:1\r\n$-1\r\nconfig set dir "/x"\r\n%1\r\n+a\r\n#t\r\n-ERR no\r\n*0\r\n'
  for (const step of [text.length, 1]) {
    const got = read(text, step)
    assert.deepEqual(
      got.map(({ kind }) => kind),
      ['*', '+', '*', '', '%', '-', '*'],
    )
    assert.deepEqual(got[0]?.parts, ['GET', 'x'])
    assert.deepEqual(got[3]?.parts, ['config', 'set', 'dir', '/x'])
  }
})

test('any bytes: no throw, and what is kept is bounded', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), bytes => void new RespReader().push(bytes, 0, bytes.length, () => true)))
  assert.equal(read(`$${20_000}\r\n${'x'.repeat(20_000)}\r\n`)[0]?.parts[0]?.length, 4096)
  assert.deepEqual(read('\x00\x01\x02\r\n+OK\r\n'), [])
})
