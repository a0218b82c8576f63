// MISP events against the core format, and which types stand in which category.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findingOf } from '../../../test/findings.ts'
import { fullCase, wallet } from '../../../test/report-case.ts'
import { eachRendering } from '../../../test/report-cases.ts'
import { assertUnicode, wrongs } from '../../../test/schema.ts'
import { entity } from '../../core/entity.ts'
import type { ReportCase } from '../../core/report.ts'
import { mispFeed } from '../../parse/feeds/misp.ts'
import { misp } from './misp.ts'

interface Attribute {
  readonly uuid: string
  readonly type: string
  readonly category: string
  readonly value: string
  readonly object_relation?: string
}
interface Document {
  readonly Event: {
    readonly Attribute: readonly Attribute[]
    readonly Object: readonly { readonly uuid: string; readonly Attribute: readonly Attribute[] }[]
  }
}
const check = wrongs('misp')
const eventOf = (report: ReportCase): Document => JSON.parse(misp.render(report, { lang: 'en' }) as string) as Document

test('every case is an event in which each uuid stands once', async () => {
  await eachRendering(misp, (json, what) => {
    assertUnicode(json)
    const document = JSON.parse(json) as Document
    assert.deepEqual(check(document), [], what)
    const { Attribute: flat, Object: objects } = document.Event
    const ids = [...flat, ...objects, ...objects.flatMap(o => o.Attribute)].map(one => one.uuid)
    assert.equal(new Set(ids).size, ids.length, what)
  })
})

test('a file is an object of its path and digest, and stands nowhere else', () => {
  const { Attribute: flat, Object: objects } = eventOf(fullCase).Event
  assert.deepEqual(
    objects.map(o => o.Attribute.map(a => [a.object_relation, a.type])),
    [
      [
        ['sha256', 'sha256'],
        ['fullpath', 'text'],
      ],
    ],
  )
  assert.ok(!flat.some(a => a.type === 'sha256' || a.value === '/tmp/kdevtmpfsi'))
})

test('techniques are called as the galaxy calls them', () => {
  const tags = (eventOf(fullCase).Event as unknown as { Tag: readonly { name: string }[] }).Tag.map(t => t.name)
  assert.ok(tags.includes('misp-galaxy:mitre-attack-pattern="Compute Hijacking - T1496.001"'))
  assert.ok(tags.includes('misp-galaxy:mitre-attack-pattern="Ingress Tool Transfer - T1105"'))
})

test('wallets and keys have the type of their shape, and text without a shape is only text', () => {
  const typeOf = (kind: 'wallet' | 'key' | 'domain' | 'file', name: string): readonly string[] => {
    const found = findingOf({ about: [entity(kind, name)], class: 'access' })
    const incident = { ...fullCase.incident, findings: [found] as const, members: found.about }
    return eventOf({ ...fullCase, trace: undefined, custody: [], incident }).Event.Attribute.map(a => a.type)
  }
  assert.deepEqual(typeOf('wallet', wallet), ['xmr'])
  assert.deepEqual(typeOf('wallet', 'bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq'), ['btc'])
  assert.deepEqual(typeOf('wallet', 'somebody@pool'), ['other'])
  assert.deepEqual(typeOf('key', `/root/.ssh/authorized_keys#SHA256:${'A'.repeat(43)}`), ['ssh-fingerprint'])
  assert.deepEqual(typeOf('key', 'mdrfckr'), ['other'])
  assert.deepEqual(typeOf('domain', "x' OR 1=1"), ['other'])
  // MISP refuses names whose last label has one letter, and file names of two lines.
  assert.deepEqual(typeOf('domain', 'pool.example.x'), ['other'])
  assert.deepEqual(typeOf('domain', '_tcp.pool.example.xn--p1ai'), ['domain'])
  assert.deepEqual(typeOf('file', '/tmp/a b'), ['filename'])
  assert.deepEqual(typeOf('file', '/tmp/a\nb'), ['other'])
})

test('what reads lists of indicators reads the event', () => {
  const read = [...mispFeed(eventOf(fullCase))].flatMap(one => ('value' in one ? [one.value] : []))
  assert.deepEqual(read, [
    'pool.example.com',
    '203.0.113.77',
    '203.0.113.9',
    '203.0.113.9/x.sh',
    'b46b104489f1939a8c93199ded712daed798f47e3763826fcc2d59409fb0f0f7',
  ])
})

test('a near miss is seen', () => {
  const document = eventOf(fullCase)
  const { Event } = document
  const [first, ...rest] = Event.Attribute
  for (const changed of [
    { ...Event, distribution: 0 },
    { ...Event, date: '2026-13-01' },
    { ...Event, Attribute: [{ ...first, category: 'Financial fraud', type: 'domain' }, ...rest] },
    { ...Event, Attribute: [{ ...first, type: 'sha256', category: 'Payload delivery', value: 'abc' }, ...rest] },
    { ...Event, Attribute: undefined },
    { ...Event, publish_timestamp: undefined },
    { ...Event, Attribute: [{ ...first, deleted: 'no' }, ...rest] },
  ])
    assert.notDeepEqual(check({ Event: changed }), [])
})
