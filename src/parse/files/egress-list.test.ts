import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { parseEgressList } from './egress-list.ts'

const list = (...rules: readonly unknown[]): string =>
  JSON.stringify({ schema: 'davylamp.egress-list.1', made: '2026-05-01T00:00:00.000Z', wanted: [], rules })

test('as propose writes it, or its list alone; by hand only where to and which services', () => {
  const rule = { to: '*.Example.com', services: ['tcp/443', 'udp/53'] }
  for (const text of [list(rule), `{"list":${list(rule)},"stopped":[]}`]) {
    const read = parseEgressList(text)
    assert.ok(typeof read !== 'string')
    assert.deepEqual(
      read.rules.map(({ to, services, processes }) => [to, services, processes]),
      [['*.example.com', ['tcp/443', 'udp/53'], []]],
    )
    assert.equal(read.made, '2026-05-01T00:00:00.000Z')
  }
})

test('what is wrong is said in one sentence', () => {
  for (const [text, why] of [
    ['{', /no list/],
    ['{}', /no list/],
    [list({ to: 'com', services: ['tcp/443'] }), /rule 1: "com"/],
    [list({ to: '10.0.0.0/8', services: ['tcp/443'] }), /rule 1/],
    [list({ to: '192.0.2.1', services: ['tcp/443'] }, { to: '192.0.2.1', services: [] }), /rule 2: "services"/],
    [list({ to: '192.0.2.1', services: ['tcp/70000'] }), /services/],
    [list({ to: '192.0.2.1', services: ['icmp'] }), /services/],
    [list({ to: '*.*.example.com', services: ['tcp/1'] }), /rule 1/],
  ] as const)
    assert.match(String(parseEgressList(text)), why)
})

test('property: any JSON and any text, no throw', () => {
  fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), text => void parseEgressList(text)))
  fc.assert(fc.property(fc.jsonValue(), value => assert.doesNotThrow(() => parseEgressList(list(value)))))
})
