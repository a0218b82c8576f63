// Events against OCSF 1.6.0, and that observables point at what is in the event.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fullCase } from '../../../test/report-case.ts'
import { eachRendering, hostileCase } from '../../../test/report-cases.ts'
import { assertUnicode, wrongs } from '../../../test/schema.ts'
import type { ReportCase } from '../../core/report.ts'
import { ocsf } from './ocsf.ts'

interface Event {
  readonly class_uid: number
  readonly activity_id: number
  readonly type_uid: number
  readonly evidences?: unknown
  readonly observables?: readonly { readonly name: string; readonly type_id: number; readonly value: string }[]
}
const check = wrongs('ocsf')
const eventsOf = (report: ReportCase): readonly Event[] =>
  (ocsf.render(report, { lang: 'en' }) as string)
    .split('\n')
    .slice(0, -1)
    .map(line => JSON.parse(line) as Event)

/** Every value that a name such as "evidences[].file.path" leads to. */
function reached(value: unknown, path: readonly string[]): readonly unknown[] {
  const [key, ...rest] = path
  if (Array.isArray(value)) return value.flatMap(one => reached(one, path))
  if (key === undefined) return [value]
  return typeof value === 'object' && value !== null && key in value ? reached((value as Record<string, unknown>)[key], rest) : []
}

test('every case is one incident finding and a detection finding for each of its findings', async () => {
  await eachRendering(ocsf, (text, what, report) => {
    const lines = text.split('\n').slice(0, -1)
    for (const line of lines) assertUnicode(line)
    const events = lines.map(line => JSON.parse(line) as Event)
    for (const event of events) {
      assert.deepEqual(check(event), [], what)
      assert.equal(event.type_uid, event.class_uid * 100 + event.activity_id)
      for (const { name, value } of event.observables ?? [])
        assert.ok(reached(event, name.replaceAll('[]', '').split('.')).includes(value), `${name} ${value}`)
    }
    assert.deepEqual(
      events.map(e => e.class_uid),
      [2005, ...report.incident.findings.map(() => 2004)],
    )
  })
})

test('what others can search for is named: file, digest, domain, address, account', () => {
  const types = new Set(
    eventsOf(hostileCase)
      .flatMap(e => e.observables ?? [])
      .map(o => o.type_id),
  )
  assert.deepEqual(
    [...types].toSorted((a, b) => a - b),
    [1, 2, 4, 8, 45],
  )
})

test('a case that is clean is closed', () => {
  const closed = eventsOf({ ...fullCase, state: { phase: 'clean', since: fullCase.at } })
  assert.deepEqual(check(closed[0]), [])
  assert.equal(closed[0]?.type_uid, 200503)
})

test('a near miss is seen', () => {
  const [incident, detection] = eventsOf(fullCase)
  for (const changed of [
    { ...incident, assignee_group: undefined },
    { ...incident, status_id: 42 },
    { ...detection, time: '2026-05-01' },
    { ...detection, evidences: [{ name: 'x' }] },
    { ...detection, finding_info: {} },
    { ...detection, observables: [{ type_id: 2 }] },
    { ...detection, class_uid: 2005 },
  ])
    assert.notDeepEqual(check(JSON.parse(JSON.stringify(changed))), [], JSON.stringify(changed).slice(0, 80))
})
