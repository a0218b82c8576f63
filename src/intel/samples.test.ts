import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { entryText, type FeedEntry, feedEntry } from '../parse/feeds/entry.ts'
import { parseAllow } from './allow.ts'
import { matcherOf, parseFamily } from './families.ts'
import { Indicators } from './indicators.ts'
import { readList } from './list-file.ts'
import { ruleFiles } from './lists.ts'
import { noOrigin } from './origin.ts'
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

const shared = new SharedInfrastructure()
const sharedFiles = ruleFiles('allow', '.txt')
for (const { path, text } of sharedFiles) {
  const { refused } = readList(text, path, (entry, origin) => {
    assert.ok(origin.shared && origin.source !== '' && origin.date !== '', `${path}: ${entry.value}`)
    shared.hosts.add(entry, origin)
  })
  assert.deepEqual(refused, [], path)
}

for (const { path, text } of ruleFiles('pools', '.txt')) {
  test(`samples of ${path.slice(path.indexOf('rules/'))}`, () => {
    const indicators = new Indicators(shared.hosts)
    const { refused } = readList(text, path, (entry, origin) => {
      assert.equal(shared.covers(entry), undefined, `${entry.value} is shared infrastructure`)
      assert.ok(origin.source !== '' && /^\d{4}-\d\d-\d\d$/.test(origin.date), `${entry.value} has no source or date`)
      indicators.add(entry, origin)
    })
    assert.deepEqual(refused, [])
    check(path, ({ host = '', port }) => indicators.lookup(host, port) !== undefined)
  })

  test(`every entry of ${path.slice(path.indexOf('rules/'))} hits what it names, and nothing that only looks like it`, () => {
    const addresses = new Indicators()
    const words = new Set<string>()
    const entries: FeedEntry[] = []
    readList(text, path, entry => {
      entries.push(entry)
      words.add(entryText(entry))
      if (entry.type === 'address') addresses.add(entry, noOrigin)
    })
    for (const entry of entries) {
      const { type, value, port = 443 } = entry
      if (type === 'domain') {
        const alone = new Indicators()
        alone.add(entry, noOrigin)
        for (const hit of [value, `a.b.${value.toUpperCase()}.`]) assert.equal(alone.lookup(hit, port)?.value, value)
        for (const near of [`x${value}`, `${value}x`, `${value}.example`, value.slice(1), value.slice(value.indexOf('.') + 1)])
          assert.equal(alone.lookup(near), undefined, near)
      } else {
        assert.equal(addresses.lookup(value, entry.port)?.value, entryText(entry))
        const neighbour = value.replace(/.$/, last => (last === '1' ? '2' : '1'))
        for (const [near, at] of [[neighbour, port] as const, [value, port ^ 1] as const])
          if (!words.has(near) && !words.has(`${near}:${at}`)) assert.equal(addresses.lookup(near, at), undefined, `${near}:${at}`)
      }
    }
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
  for (const { path } of sharedFiles)
    check(path, ({ host = '' }) => {
      const entry = feedEntry(host)
      return entry === 'no-indicator' || (typeof entry !== 'string' && shared.covers(entry) !== undefined)
    })
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
