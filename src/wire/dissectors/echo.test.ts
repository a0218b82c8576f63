import assert from 'node:assert/strict'
import { test } from 'node:test'
import { rowsOfTalk, type Said } from '../../../test/wire.ts'
import { echo } from './echo.ts'

const talk = (count: number, reply: (sent: string, i: number) => string): readonly Said[] =>
  Array.from({ length: count }, (_, i): readonly Said[] => {
    const sent = `${i}`.padStart(8, '0').repeat(7)
    return [
      [0, sent],
      [1, reply(sent, i)],
    ]
  }).flat()
const rows = (said: readonly Said[]) => rowsOfTalk([echo], said, { over: 'icmp' }).echoTunnels

test('hit: replies that carry something else', () => {
  const [row] = rows(talk(20, (_, i) => `ssh ${i}`.repeat(9))) ?? []
  assert.deepEqual([row?.packets, row?.changed], [40, 20])
})

test('near miss: a host that cuts its replies short', () => {
  assert.equal(rows(talk(40, sent => sent.slice(0, 50))), undefined)
})

test('near miss: an honest host, one that is slow, and replies without requests', () => {
  assert.equal(rows(talk(200, sent => sent)), undefined)
  const late = talk(20, sent => sent)
  assert.equal(rows([...late.filter(([from]) => from === 0).slice(0, 16), ...late.filter(([from]) => from === 1).slice(0, 16)]), undefined)
  assert.equal(rows(talk(20, sent => sent).filter(([from]) => from === 1)), undefined)
})
