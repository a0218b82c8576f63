import assert from 'node:assert/strict'
import { test } from 'node:test'
import { processOf, socketOf } from '../../test/facts.ts'
import { someWireRow } from '../../test/wire-rows.ts'
import { factsOf } from '../core/facts.ts'
import { subjectsOf } from './wire-subjects.ts'

const process = processOf({ pid: 7 })
const machine = 'ip:192.0.2.1'

test('hit: the process that holds the socket comes first, whichever side of the conversation it is', () => {
  const own = socketOf({ id: someWireRow.conversation, owners: [process.id] })
  assert.deepEqual(subjectsOf(someWireRow, '192.0.2.1', factsOf({ sockets: [own] })), [process.id, someWireRow.conversation, machine])
  const other = socketOf({ id: 'connection:tcp/198.51.100.1:3333-192.0.2.1:50000', owners: [process.id] })
  assert.deepEqual(subjectsOf(someWireRow, '192.0.2.1', factsOf({ sockets: [other] })), [
    process.id,
    someWireRow.conversation,
    other.id,
    machine,
  ])
})

test('near miss: another socket is nobody’s; a capture alone has none', () => {
  assert.deepEqual(subjectsOf(someWireRow, '192.0.2.1', factsOf({ sockets: [socketOf({ owners: [process.id] })] })), [
    someWireRow.conversation,
    machine,
  ])
})
