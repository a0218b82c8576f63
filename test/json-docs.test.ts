// The JSON for programs against docs/json.md: no key without a word about it, and none described that does not come.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { json } from '../src/report/formats/json.ts'
import { reportCases } from './report-cases.ts'

const docs = readFileSync(join(import.meta.dirname, '../docs/json.md'), 'utf8')

/** Keys of the tables by schema; whether they may be absent. */
const described = new Map(
  docs
    .split(/^## /m)
    .slice(1)
    .map(section => {
      const [name = '', ...lines] = section.split('\n')
      const keys = lines.flatMap(line => [...(/^\| (`[^|]*)\|/.exec(line)?.[1] ?? '').matchAll(/`(\w+)(\??)`/g)])
      return [name, new Map(keys.map(([, key = '', mark]) => [key, mark === '?']))] as const
    }),
)

/** Of every shape that is written, as it is written. */
function written(): readonly Readonly<Record<string, unknown>>[] {
  return reportCases().flatMap(([, report]) => {
    const whole = JSON.parse(json.render(report, { lang: 'en' }) as string) as Record<string, unknown>
    return [whole, whole['result'], whole['plan'], whole['trace']].filter(one => one !== undefined) as Record<string, unknown>[]
  })
}

test('every key is described, and every described key comes', () => {
  const objects = written()
  assert.deepEqual(new Set(objects.map(o => o['schema'])), new Set(described.keys()))
  for (const object of objects) {
    const keys = described.get(String(object['schema']))!
    for (const key of Object.keys(object)) assert.ok(key === 'schema' || keys.has(key), `${object['schema']}: ${key} is not described`)
    for (const [key, mayLack] of keys) assert.ok(mayLack || key in object, `${object['schema']}: ${key} does not come`)
  }
})
