// SARIF logs against SARIF 2.1.0, and their URIs against what evidence is called.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Log } from 'sarif'
import { findingOf } from '../../../test/findings.ts'
import { fullCase } from '../../../test/report-case.ts'
import { eachRendering } from '../../../test/report-cases.ts'
import { assertUnicode, wrongs } from '../../../test/schema.ts'
import { evidence } from '../../core/finding.ts'
import { logOf, sarif } from './sarif.ts'

interface Place {
  readonly physicalLocation: { readonly artifactLocation: { readonly uri: string }; readonly region?: { readonly startLine: number } }
}
interface Written {
  readonly runs: readonly [
    {
      readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } }
      readonly language: string
      readonly results: readonly {
        readonly ruleId: string
        readonly ruleIndex: number
        readonly message: { readonly text: string }
        readonly locations: readonly Place[]
        readonly relatedLocations?: readonly Place[]
      }[]
    },
  ]
}
const check = wrongs('sarif')
const placeOf = (locator: string): Place['physicalLocation'] => {
  const findings = [findingOf({ evidence: [evidence('file', locator, 'x')] })] as const
  const log = JSON.parse(sarif.render({ ...fullCase, incident: { ...fullCase.incident, findings } }, { lang: 'en' }) as string) as Written
  assert.deepEqual(check(log), [])
  return log.runs[0].results[0]!.locations[0]!.physicalLocation
}

test('every case is a log whose results point at their rules', async () => {
  await eachRendering(sarif, (json, what) => {
    assertUnicode(json)
    const log = JSON.parse(json) as Written
    assert.deepEqual(check(log), [], what)
    const [{ tool, results }] = log.runs
    for (const one of results) assert.equal(tool.driver.rules[one.ruleIndex]?.id, one.ruleId)
  })
})

test('what evidence is called becomes a path below the host, never a scheme, a host or a query', () => {
  assert.deepEqual(placeOf('/etc/cron.d/x:7'), {
    artifactLocation: { uri: 'etc/cron.d/x', uriBaseId: 'HOST' },
    region: { startLine: 7, snippet: { text: 'x' } },
  })
  assert.equal(placeOf('javascript:alert(1)').artifactLocation.uri, 'javascript%3Aalert(1)')
  assert.equal(placeOf('//evil.example/x').artifactLocation.uri, 'evil.example/x')
  assert.equal(placeOf('/a b?c#d[e]\\f').artifactLocation.uri, 'a%20b%3Fc%23d%5Be%5D%5Cf')
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 30 }), locator => {
      const { uri } = placeOf(locator).artifactLocation
      return new URL(uri, 'file:///').protocol === 'file:' && new URL(uri, 'file:///').host === ''
    }),
    { numRuns: 100 },
  )
})

test('names from the host are no placeholders and no links, and the text says its language', () => {
  const title = { zh: '文件 /tmp/{0}[看](https://evil.example/)', en: 'the file /tmp/{0}[look](https://evil.example/)' }
  const findings = [findingOf({ title, evidence: [evidence('file', '/tmp/{0}', 'x'), evidence('file', '/tmp/a', 'y')] })] as const
  for (const lang of ['zh', 'en'] as const) {
    const report = { ...fullCase, incident: { ...fullCase.incident, findings } }
    const [run] = (JSON.parse(sarif.render(report, { lang }) as string) as Written).runs
    assert.equal(run.language, lang)
    const { text } = run.results[0]!.message
    assert.ok(text.includes('/tmp/{{0}}[') && !text.includes(']('), text)
    // Each place is evidence of the same: the first is where it is, the others are only related.
    assert.equal(run.results[0]!.locations.length, 1)
    assert.equal(run.results[0]!.relatedLocations?.length, 1)
  }
})

test('a near miss is seen', () => {
  const log = JSON.parse(sarif.render(fullCase, { lang: 'en' }) as string) as Written
  const [run] = log.runs
  const [first] = run.results
  for (const changed of [
    { ...log, version: '2.0.0' },
    { ...log, runs: [{ ...run, tool: {} }] },
    { ...log, runs: [{ ...run, results: [{ ...first, level: 'critical' }] }] },
    { ...log, runs: [{ ...run, results: [{ ...first, message: {} }] }] },
    { ...log, runs: [{ ...run, results: [{ ...first, rank: 101 }] }] },
    { ...log, runs: [{ ...run, results: [{ ...first, message: { text: 'reads {0}' } }] }] },
    { ...log, runs: [{ ...run, results: [{ ...first, message: { text: '[x](y)' } }] }] },
    { ...log, runs: [{ ...run, language: 'Chinese' }] },
    { ...log, runs: [{ ...run, results: [{ ...first, locations: [{ physicalLocation: { artifactLocation: { uri: 'a b' } } }] }] }] },
  ])
    assert.notDeepEqual(check(changed), [])
})

test('the log fits the types that others made of the official schema', () => {
  // Checked by the compiler: what does not fit does not compile.
  const log: Log = logOf(fullCase, 'en')
  assert.equal(log.runs[0]?.results?.length, fullCase.incident.findings.length)
})
