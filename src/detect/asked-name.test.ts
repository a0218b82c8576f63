import assert from 'node:assert/strict'
import { test } from 'node:test'
import { nameRow, someWireRow } from '../../test/wire-rows.ts'
import { factsOf } from '../core/facts.ts'
import { instantOf } from '../core/instant.ts'
import { askedNames } from './asked-name.ts'

const { client, server, at } = someWireRow
const answer = { ...someWireRow, name: 'a.example', addresses: [server.address] }
const seconds = (count: number) => instantOf(Date.parse(at) + count * 1000)!

test('hit: the last name that led there, of whatever list', () => {
  const answers = [{ ...answer, name: 'old.example', at: seconds(-9) }, answer]
  assert.equal(askedNames(factsOf({ answers }))(someWireRow), 'a.example')
  const names = [nameRow({ how: 'dns', name: 'pool.example', addresses: [server.address], at: seconds(-1) })]
  assert.equal(askedNames(factsOf({ names, answers: answers.slice(0, 1) }))(someWireRow), 'pool.example')
})

test('near miss: asked later, by somebody else, of another address, or said in a greeting', () => {
  const others = [
    { ...answer, at: seconds(1) },
    { ...answer, client: { ...client, address: '192.0.2.77' } },
    { ...answer, addresses: ['203.0.113.9'] },
  ]
  const names = [nameRow({ how: 'tls', name: 'pool.example', addresses: [server.address] })]
  assert.equal(askedNames(factsOf({ names, answers: others }))(someWireRow), '')
})
