import assert from 'node:assert/strict'
import { test } from 'node:test'
import { answer, ask } from '../../../test/dns-message.ts'
import { rowsOfTalk, type Said } from '../../../test/wire.ts'
import { dns } from './dns.ts'

const rows = (said: readonly Said[], serverPort = 53) => rowsOfTalk([dns], said, { over: 'udp', serverPort })

test('a listed name with the addresses it leads to, through an alias', () => {
  const said: readonly Said[] = [
    [0, ask('EU.Pool.Example')],
    [
      1,
      answer('EU.Pool.Example', 1, [
        [5, [1, 97, 0]],
        [1, [198, 51, 100, 9]],
        [28, [0x20, 1, 0xd, 0xb8, ...Array.from({ length: 11 }, () => 0), 1]],
      ]),
    ],
  ]
  const [asked, answered] = rows(said).names ?? []
  assert.deepEqual([asked?.name, asked?.addresses, asked?.indicator?.value], ['eu.pool.example', [], 'pool.example'])
  assert.deepEqual(answered?.addresses, ['198.51.100.9', '2001:db8::1'])
})

test('a name that is called like a pool is told without an indicator; others are not', () => {
  const names = ['xmr.corp.example', 'stratum2.a.example', 'pool.ntp.org', 'www.example.org', 'mineral.example', 'poolside.example']
  const told = rows(names.map(name => [0, ask(name)] as const)).names?.map(({ name }) => name)
  assert.deepEqual(told, ['xmr.corp.example', 'stratum2.a.example'])
})

test('of any other name what it leads to, once it is answered', () => {
  const told = rows([
    [0, ask('www.example.org')],
    [1, answer('www.example.org', 1, [[1, [198, 51, 100, 9]]])],
    [0, ask('none.example.org')],
    [1, answer('none.example.org', 1, [])],
  ])
  assert.deepEqual(
    told.answers?.map(({ name, addresses }) => [name, addresses]),
    [['www.example.org', ['198.51.100.9']]],
  )
  assert.equal(told.names, undefined)
})

test('data in names below one domain is counted', () => {
  const long = 'abcdefghij'.repeat(5)
  const said = Array.from({ length: 30 }, (_, i): readonly Said[] => [
    [0, ask(`${i}${long}.t.pirate.example`, 16)],
    [1, answer(`${i}${long}.t.pirate.example`, 16, [[16, Array.from({ length: 100 }, () => 65)]])],
  ]).flat()
  const [row] = rows(said).nameTunnels ?? []
  assert.deepEqual([row?.domain, row?.queries, row?.types], ['pirate.example', 30, [16]])
  assert.ok((row?.sent ?? 0) > 1500 && (row?.received ?? 0) > 4000)
})

test('short names of types that only carry bytes are counted; a country’s registry is no domain', () => {
  const told = (name: string, type: number) => rows([[0, ask(name, type)]]).nameTunnels?.map(({ domain }) => domain)
  assert.deepEqual(told('paaq.t1.pirate.example', 10), ['pirate.example'])
  assert.equal(told('paaq.t1.pirate.example', 1), undefined)
  assert.equal(told('selector1-company-co-uk.company.co.uk', 1), undefined)
  assert.deepEqual(told(`${'ab12'.repeat(10)}.company.co.uk`, 1), ['company.co.uk'])
})

test('near miss: other ports, two questions, a label beyond its end, pointers in the question, reverse names', () => {
  assert.deepEqual(rows([[0, ask('eu.pool.example')]], 5353), {})
  const bytes = ask('eu.pool.example')
  const two = bytes.slice()
  two[5] = 2
  const long = bytes.slice()
  long[12] = 63
  const pointing = bytes.slice()
  pointing[12] = 0xc0
  for (const broken of [two, long, pointing, bytes.slice(0, 20)]) assert.deepEqual(rows([[0, broken]]), {})
  assert.deepEqual(rows([[0, ask(`${'1.'.repeat(32)}ip6.arpa`, 12)]]), {})
})

test('a name of Tor that is asked of the DNS by mistake; near miss: a word that ends so', () => {
  const told = (name: string) => rowsOfTalk([dns], [[0, ask(name)]], { over: 'udp', serverPort: 53 }).hiddenPeers?.map(row => row.name)
  assert.deepEqual(told('expyuzz4wqqyqhjn.onion'), ['expyuzz4wqqyqhjn.onion'])
  assert.equal(told('expyuzz4wqqyqhjn.bunion'), undefined)
})
