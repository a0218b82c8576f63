import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import { assertGrowsLinearly } from '../../test/growth.ts'
import { Indicators } from './indicators.ts'
import { loadIntel } from './load.ts'
import { addressBits, NetworkTable } from './network-table.ts'
import { parsePoolList } from './pool-list.ts'
import { SharedInfrastructure } from './shared-infrastructure.ts'

test('the packaged rules load whole', () => {
  const intel = loadIntel()
  assert.deepEqual(intel.gaps, [])
  assert.ok(intel.about.indicators > 9000 && intel.families.length >= 15)
  assert.equal(intel.about.newest, '2026-08-23')
  assert.equal(intel.lookup('eu.gulf.moneroocean.stream', 443)?.kind, 'pool')
  assert.equal(intel.lookup('sub.teamtnt.red')?.family, 'teamtnt')
  for (const innocent of ['github.com', '8.8.8.8', 'deb.debian.org', '10.0.0.1', 'localhost', '', 'com'])
    for (const port of [80, 443, 3333]) assert.equal(intel.lookup(innocent, port), undefined, innocent)
})

test("users' feeds and allow files by their content; what cannot be read is a gap", () => {
  const folder = mkdtempSync(join(tmpdir(), 'intel-'))
  try {
    const write = (name: string, text: string) => {
      writeFileSync(join(folder, name), text)
      return join(folder, name)
    }
    const allow = {
      authorised: [{ path: '/opt/m', sha256: 'a'.repeat(64), unit: 'm.service', wallet: '4'.repeat(95), note: '' }, { path: 'x' }],
    }
    const intel = loadIntel([
      write('feed.txt', 'own-pool.example\n198.51.100.0/24\ngithub.com\n'),
      write('allow.json', JSON.stringify(allow)),
      write('junk.json', '{}'),
      join(folder, 'none'),
    ])
    assert.equal(intel.lookup('a.own-pool.example')?.kind, 'pool')
    assert.equal(intel.lookup('198.51.100.77', 1)?.value, '198.51.100.0')
    assert.equal(intel.lookup('github.com'), undefined)
    assert.equal(intel.authorised.length, 1)
    assert.deepEqual(
      intel.gaps.map(g => g.why),
      ['capped', 'malformed', 'malformed', 'absent'],
    )
  } finally {
    rmSync(folder, { recursive: true })
  }
})

test('lists and tables of indicators grow with their entries', () => {
  const pools = (size: number): string => Array.from({ length: size }, (_, i) => `p${i}.pool${i % 100}.example:3333`).join('\n')
  const networks = (size: number): string => Array.from({ length: size }, (_, i) => `11.${i >> 8}.${i & 255}.0/24`).join('\n')
  for (const text of [pools, networks])
    assertGrowsLinearly(
      size => {
        const indicators = new Indicators(new SharedInfrastructure(''))
        const { listed, refused } = parsePoolList(text(size), 'x')
        for (const { entry, indicator } of listed) indicators.add(entry, indicator)
        assert.deepEqual([indicators.size, refused], [size, []])
        for (const { entry } of listed) indicators.lookup(entry.host, 3333)
      },
      256,
      text.name,
    )
})

test('networks hold exactly their addresses', () => {
  fc.assert(
    fc.property(fc.ipV4(), fc.ipV4(), fc.integer({ min: 8, max: 32 }), (network, address, bits) => {
      const table = new NetworkTable<string>()
      assert.ok(table.add(network, bits, 'x'))
      const same = addressBits(network)!.slice(0, bits) === addressBits(address)!.slice(0, bits)
      assert.equal(table.find(address), same ? 'x' : undefined)
      assert.equal(table.find(network), 'x')
    }),
  )
  fc.assert(fc.property(fc.ipV6(), ip => addressBits(ip)?.length === 128))
  assert.equal(addressBits('::ffff:192.0.2.1'), addressBits('192.0.2.1'))
})

test('a list of anything never throws, and counts what it refuses', () => {
  fc.assert(fc.property(fc.string(), text => void parsePoolList(text, 'x')))
  assert.deepEqual(parsePoolList('#: kind malware\n#: family f\na.example\nx y z\n#: nonsense\n', 's'), {
    listed: [{ entry: { host: 'a.example', reference: '' }, indicator: { value: 'a.example', kind: 'malware', source: 's', family: 'f' } }],
    date: '',
    refused: [4, 5],
  })
})
