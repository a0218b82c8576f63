import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import type { FeedEntry } from '../parse/feeds/entry.ts'
import { parseAllow } from './allow.ts'
import { matcherOf, parseFamily } from './families.ts'
import { Indicators } from './indicators.ts'
import { ruleFiles } from './load.ts'
import { parsePoolList } from './pool-list.ts'
import { SharedInfrastructure } from './shared-infrastructure.ts'

type Sample = Readonly<Partial<Record<'host' | 'path' | 'name' | 'text' | 'sha256' | 'unit' | 'wallet', string>> & { port?: number }>

/** Checks a rule file's own samples: at least one hit and one near miss, and each as it says. */
function check(path: string, matches: (sample: Sample) => boolean): void {
  const beside = path.replace(/\.(?:txt|json)$/, '.samples.json')
  assert.ok(existsSync(beside), `${beside} is missing`)
  const { hits, misses } = JSON.parse(readFileSync(beside, 'utf8')) as { hits: Sample[]; misses: Sample[] }
  assert.ok(hits.length > 0 && misses.length > 0, beside)
  for (const sample of hits) assert.ok(matches(sample), `${beside}: missed ${JSON.stringify(sample)}`)
  for (const sample of misses) assert.ok(!matches(sample), `${beside}: wrongly hit ${JSON.stringify(sample)}`)
}

const sharedFile = ruleFiles('allow', 'shared-infrastructure.txt')[0]!
const shared = new SharedInfrastructure(sharedFile.text)

for (const { path, text } of ruleFiles('pools', '.txt')) {
  test(`samples of ${path.slice(path.indexOf('rules/'))}`, () => {
    const list = parsePoolList(text, path)
    assert.deepEqual(list.refused, [])
    const indicators = new Indicators(shared)
    for (const { entry, indicator } of list.listed) assert.ok(indicators.add(entry, indicator), `${entry.host} is shared infrastructure`)
    check(path, ({ host = '', port }) => indicators.lookup(host, port) !== undefined)
  })
}

for (const { path, text } of ruleFiles('families', '.json')) {
  test(`samples of ${path.slice(path.indexOf('rules/'))}`, () => {
    const family = parseFamily(text)
    assert.ok(typeof family !== 'string', String(family))
    const matcher = matcherOf([family])
    check(path, ({ path, name, text }) => {
      if (path !== undefined) return matcher.familiesOfPath(path).length > 0
      if (name !== undefined) return matcher.familyOfName(name) !== undefined
      return family.markers.some(marker => (text ?? '').includes(marker))
    })
  })
}

test('samples of rules/allow', () => {
  check(sharedFile.path, ({ host = '' }) => shared.covers({ host, reference: '' } satisfies FeedEntry))
  const example = ruleFiles('allow', 'example.json')[0]!
  const [declared] = parseAllow(example.text)?.authorised ?? []
  check(
    example.path,
    s => s.path === declared?.path && s.sha256 === declared?.sha256 && s.unit === declared?.unit && s.wallet === declared?.wallet,
  )
})

test('no family name or path is one that ordinary systems have', () => {
  const ordinary =
    'init sh hash memory kswapd0 systemd kthreadd khugepaged kauditd watchdogd bash httpd nginx java python3 node cron dbus-daemon irqbalance redis-server postgres xmrig'.split(
      ' ',
    )
  for (const { text } of ruleFiles('families', '.json')) {
    const family = parseFamily(text)
    assert.ok(typeof family !== 'string')
    const matcher = matcherOf([family])
    for (const name of ordinary) {
      assert.equal(matcher.familyOfName(name), undefined, `${family.id}: ${name}`)
      for (const folder of ['/bin', '/usr/bin', '/sbin', '/usr/sbin', '/etc', '/tmp', '/root', '/opt/x/bin'])
        assert.deepEqual(matcher.familiesOfPath(`${folder}/${name}`), [], `${family.id}: ${folder}/${name}`)
    }
  }
})
