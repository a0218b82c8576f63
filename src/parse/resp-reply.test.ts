import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { bytesOf } from '../core/bytes.ts'
import { readRespReply } from './resp-reply.ts'

const read = (text: string) => {
  const reply = readRespReply(bytesOf(text))
  if (reply === undefined || reply === 'more') return reply
  const { length, ...said } = reply
  assert.equal(length, text.length)
  return said
}

test('a status, a number, an error, a text and a list of them', () => {
  assert.deepEqual(read('+OK\r\n'), { texts: ['OK'] })
  assert.deepEqual(read(':1\r\n'), { texts: ['1'] })
  assert.deepEqual(read('-NOAUTH Authentication required.\r\n'), { error: 'NOAUTH Authentication required.' })
  assert.deepEqual(read('$3\r\na\nb\r\n'), { texts: ['a\nb'] })
  assert.deepEqual(read('*2\r\n$3\r\ndir\r\n$14\r\n/var/lib/redis\r\n'), { texts: ['dir', '/var/lib/redis'] })
  assert.deepEqual([read('*0\r\n'), read('$-1\r\n')], [{ texts: [] }, { texts: [] }])
})

test('every beginning of a reply waits for more, and the whole does not', () => {
  const whole = '*2\r\n$3\r\ndir\r\n$14\r\n/var/lib/redis\r\n'
  for (let n = 0; n < whole.length; n++) assert.equal(read(whole.slice(0, n)), 'more')
})

test('no reply: another protocol, a list in a list, counts that are none, a line without end', () => {
  for (const text of ['HTTP/1.0 200 OK\r\n', '*1\r\n*1\r\n$1\r\na\r\n', '*-3\r\n', '*99999999\r\n', '$x\r\n', '?'.repeat(5000)])
    assert.equal(read(text), undefined)
})

test('what stands behind a reply is not read', () => {
  assert.deepEqual(readRespReply(bytesOf('+OK\r\n$1\r\nx\r\n')), { length: 5, texts: ['OK'] })
})

test('any bytes: no exception', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), bytes => void readRespReply(bytes)))
  const near = fc.stringMatching(/^[*$+:-][0-9$*\r\na]{0,60}$/)
  fc.assert(fc.property(near, text => void readRespReply(bytesOf(text))))
})
