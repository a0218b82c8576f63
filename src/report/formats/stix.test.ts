// STIX bundles against STIX 2.1, their references, and their patterns against the grammar.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { findingOf } from '../../../test/findings.ts'
import { fullCase, wallet } from '../../../test/report-case.ts'
import { eachRendering, hostileCase } from '../../../test/report-cases.ts'
import { assertUnicode, assertWhole, wrongs } from '../../../test/schema.ts'
import { entity } from '../../core/entity.ts'
import type { ReportCase } from '../../core/report.ts'
import { stixFeed } from '../../parse/feeds/stix.ts'
import { patternAlternatives } from '../../parse/feeds/stix-pattern.ts'
import { wellFormed } from '../json-lines.ts'
import { stix } from './stix.ts'

interface Row {
  readonly type: string
  readonly id: string
  readonly [key: string]: unknown
}
const check = wrongs('stix')
const objectsOf = (report: ReportCase): Row[] => (JSON.parse(stix.render(report, { lang: 'en' }) as string) as { objects: Row[] }).objects

test('every case is a bundle of STIX 2.1 whose references lead somewhere', async () => {
  await eachRendering(stix, (json, what) => {
    assertUnicode(json)
    const bundle = JSON.parse(json) as { objects: Row[] }
    assert.deepEqual(check(bundle), [], what)
    assertWhole(bundle.objects)
  })
})

test('a near miss is seen', () => {
  const bundle = JSON.parse(stix.render(hostileCase, { lang: 'en' }) as string) as { objects: Row[] }
  const without = (type: string, key: string) => ({
    ...bundle,
    objects: bundle.objects.map(({ [key]: taken, ...rest }) => (rest['type'] === type ? rest : { ...rest, [key]: taken })),
  })
  for (const [type, key] of [
    ['indicator', 'valid_from'],
    ['malware', 'is_family'],
    ['sighting', 'sighting_of_ref'],
    ['observed-data', 'number_observed'],
    ['network-traffic', 'protocols'],
  ] as const)
    assert.notDeepEqual(check(without(type, key)), [], type)
  const [first, ...rest] = bundle.objects
  assert.notDeepEqual(check({ ...bundle, objects: [{ ...first, name: 'TLP:RED' }, ...rest] }), [])
  assert.throws(() => assertWhole(rest))
  assert.throws(() => assertWhole([...bundle.objects, first!]))
})

/** As a reader of patterns takes it apart; our own knows no LIKE, which reads like "=" here. */
const readBack = (pattern: unknown): readonly (readonly [string, string])[] | undefined =>
  patternAlternatives(String(pattern).replace(/^(\[process:command_line) LIKE /, '$1 = '))
    ?.flat()
    .map(one => [one.path, one.value])

test('patterns are read back as what was meant, whatever stands in names', () => {
  for (const one of objectsOf(hostileCase).filter(o => o.type === 'indicator'))
    assert.equal(readBack(one['pattern'])?.length, /AND/.test(String(one['pattern'])) ? 2 : 1)
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 40 }), text => {
      const name = text.replaceAll('/', '_')
      const found = findingOf({ about: [entity('domain', `a${name}`), entity('file', `/tmp/a${name}`), entity('wallet', `w${name}`)] })
      const incident = { ...fullCase.incident, findings: [found] as const, members: found.about }
      const report = { ...fullCase, trace: undefined, custody: [], incident }
      const patterns = objectsOf(report).flatMap(o => (o.type === 'indicator' ? [readBack(o['pattern'])] : []))
      assert.deepEqual(patterns, [
        [['domain-name:value', wellFormed(`a${name}`.toLowerCase())]],
        [['process:command_line', `%${wellFormed(`w${name}`)}%`]],
        [
          ['file:name', wellFormed(`a${name}`)],
          ['file:parent_directory_ref.path', '/tmp'],
        ],
      ])
    }),
    { numRuns: 60 },
  )
  assert.equal(readBack("[domain-name:value = 'a''b']"), undefined)
})

test('what reads lists of indicators reads the bundle', () => {
  const read = [...stixFeed(JSON.parse(stix.render(fullCase, { lang: 'zh' }) as string))].flatMap(one =>
    'value' in one ? [one.value] : [],
  )
  assert.deepEqual(read, [
    'pool.example.com',
    '203.0.113.77',
    '203.0.113.9',
    '203.0.113.9/x.sh',
    'b46b104489f1939a8c93199ded712daed798f47e3763826fcc2d59409fb0f0f7',
  ])
})

test('what was seen is there: the miner with its image and digest, addresses, who called whom', () => {
  const objects = objectsOf(hostileCase)
  const of = (type: string) => objects.filter(o => o.type === type)
  const byId = new Map(objects.map(o => [o.id, o]))
  const [process] = of('process')
  assert.equal(process?.['pid'], 4242)
  const image = byId.get(String(process?.['image_ref']))
  assert.equal(image?.['name'], 'kdevtmpfsi')
  assert.deepEqual(Object.keys(image?.['hashes'] as object), ['SHA-256'])
  assert.equal(byId.get(String(image?.['parent_directory_ref']))?.['path'], '/tmp')
  // Calls go from the high port to the low one, whichever end is ours.
  const calls = of('network-traffic').map(o => [
    byId.get(String(o['src_ref']))?.['value'],
    byId.get(String(o['dst_ref']))?.['value'],
    o['dst_port'],
  ])
  assert.deepEqual(calls, [
    ['192.0.2.1', '203.0.113.9', 3333],
    ['2001:db8::2', '2001:db8::1', 22],
  ])
  // Two bytes that are no UTF-8 are two files.
  assert.equal(of('file').filter(o => /^\\x8[01]$/.test(String(o['name']))).length, 2)
  assert.ok(of('indicator').some(o => String(o['pattern']).includes(wallet)))
  assert.ok(of('relationship').some(o => o['relationship_type'] === 'based-on'))
})

test('what is written in Chinese says so, and a name that is none is no domain', () => {
  for (const lang of ['zh', 'en'] as const) {
    const { objects } = JSON.parse(stix.render(fullCase, { lang }) as string) as { objects: Row[] }
    assert.deepEqual([...new Set(objects.filter(o => o.type === 'report' || o.type === 'note').map(o => o['lang']))], [lang])
  }
  const found = findingOf({ about: [entity('domain', 'a b'), entity('domain', '198.51.100.3'), entity('domain', 'pool.example.com')] })
  const objects = objectsOf({ ...fullCase, incident: { ...fullCase.incident, findings: [found], members: found.about } })
  assert.deepEqual(
    objects.flatMap(o => (o.type === 'domain-name' ? [o['value']] : [])),
    ['pool.example.com'],
  )
})

test('ids of observables are those that every tool makes', () => {
  // The first is the example of §2.9 of STIX 2.1; Python's uuid module makes both.
  const found = findingOf({ about: [entity('ip', '198.51.100.3'), entity('domain', 'example.com')] })
  const objects = objectsOf({ ...fullCase, incident: { ...fullCase.incident, findings: [found], members: found.about } })
  assert.ok(objects.some(o => o.id === 'ipv4-addr--28bb3599-77cd-5a82-a950-b5bc3caf07c4'))
  assert.ok(objects.some(o => o.id === 'domain-name--bedb4899-d24b-5401-bc86-8f6b4cc18ec7'))
})
