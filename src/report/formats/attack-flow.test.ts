// Attack Flows against the extension's schema, and the shape of published flows: one flow, actions that lead to actions, assets that point at things.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { finding, fullCase } from '../../../test/report-case.ts'
import { eachRendering } from '../../../test/report-cases.ts'
import { assertUnicode, assertWhole, wrongs } from '../../../test/schema.ts'
import type { ReportCase } from '../../core/report.ts'
import type { GraphEdge, GraphNode } from '../../core/trace.ts'
import { attackFlow } from './attack-flow.ts'

interface Row {
  readonly type: string
  readonly id: string
  readonly [key: string]: unknown
}
const check = wrongs('attack-flow')

test('every case is a flow that starts somewhere, with references that lead somewhere', async () => {
  await eachRendering(attackFlow, (json, what) => {
    assertUnicode(json)
    const bundle = JSON.parse(json) as { objects: Row[] }
    assert.deepEqual(check(bundle), [], what)
    assertWhole(bundle.objects)
    assert.equal(bundle.objects.filter(o => o.type === 'attack-flow').length, 1)
    assert.equal(bundle.objects.filter(o => o.type === 'extension-definition').length, 1)
    assertConnected(bundle.objects, what)
  })
})

/** Every step can be reached from where the flow starts. */
function assertConnected(objects: readonly Row[], what: string): void {
  const byId = new Map(objects.map(o => [o.id, o]))
  const reached = new Set(refs(objects.find(o => o.type === 'attack-flow')!, 'start_refs'))
  for (const id of reached) for (const to of ['on_true_refs', 'effect_refs'].flatMap(key => refs(byId.get(id)!, key))) reached.add(to)
  for (const { id, type } of objects) if (/^attack-(?:action|operator|condition)$/.test(type)) assert.ok(reached.has(id), `${what}: ${id}`)
}

const flowOf = (report: ReportCase): readonly Row[] =>
  (JSON.parse(attackFlow.render(report, { lang: 'en' }) as string) as { objects: Row[] }).objects
const refs = (row: Row, key: string): readonly string[] => (row[key] as readonly string[] | undefined) ?? []

/** The flow as steps in the order in which they are reached: what each is, and to what it leads. */
function told(objects: readonly Row[]): readonly unknown[] {
  const byId = new Map(objects.map(o => [o.id, o]))
  const nameOf = (row: Row): unknown => row['technique_id'] ?? row['operator'] ?? row['name'] ?? row['description']
  const steps: unknown[] = []
  const next = [...refs(objects.find(o => o.type === 'attack-flow')!, 'start_refs')]
  for (const id of next) {
    const row = byId.get(id)!
    const leads = [...refs(row, 'on_true_refs'), ...refs(row, 'effect_refs')]
    steps.push([nameOf(row), row['tactic_id'], ...leads.map(to => nameOf(byId.get(to)!))])
    next.push(...leads.filter(to => !next.includes(to)))
  }
  return steps
}

test('the way from outside to the miner, as published flows tell it', () => {
  const objects = flowOf(fullCase)
  assert.deepEqual(told(objects), [
    ['T1190', 'TA0001', 'writes'],
    ['writes', undefined],
  ])
  const byId = new Map(objects.map(o => [o.id, o]))
  const file = objects.find(o => o.type === 'attack-asset' && o['description'] === 'file')
  assert.equal(byId.get(String(file?.['object_ref']))?.['name'], 'kdevtmpfsi')
})

const both = (text: string) => ({ zh: `某 ${text}`, en: text })
const step = (from: string, to: string, label: string, ...techniques: readonly string[]): GraphEdge => ({
  from,
  to,
  label: both(label),
  techniques,
  because: [],
})
const node = (id: string, kind: GraphNode['kind'], rank: number): GraphNode => ({ id, kind, label: id, rank, techniques: [] })

test('a console that stood open, a container, two ways to start the miner, and its pool', () => {
  const [first, second] = fullCase.trace!.candidates
  const weighed = [
    { id: 'open', kind: 'for', weight: 1, text: both('the console is open to the internet without a password'), events: [] },
  ] as const
  const graph = {
    nodes: [
      node('outside', 'ip', 0),
      node('console', 'service', 1),
      node('pod', 'container', 2),
      node('job', 'autostart', 3),
      node('miner', 'process', 4),
      node('pool', 'connection', 5),
    ],
    edges: [
      step('outside', 'console', 'logs in', 'T1133'),
      step('console', 'pod', 'deploys', 'T1610'),
      step('console', 'job', 'plants', 'T1059.004', 'T1105', 'T1053.003'),
      step('pod', 'miner', 'holds', 'T1496.001', 'T1071'),
      step('job', 'miner', 'starts again', 'T1496.001', 'T1071'),
      step('miner', 'pool', 'mines at', 'T1071', 'T1496.001'),
    ],
    pruned: 0,
  }
  const trace = { ...fullCase.trace!, graph, candidates: [{ ...first, weighed }, second!] as const }
  assert.deepEqual(told(flowOf({ ...fullCase, trace })), [
    ['the console is open to the internet without a password', undefined, 'T1133'],
    ['T1133', 'TA0001', 'T1610', 'T1053.003'],
    ['T1610', 'TA0002', 'T1496.001'],
    ['T1053.003', 'TA0003', 'T1496.001'],
    ['T1496.001', 'TA0040', 'OR'],
    ['T1496.001', 'TA0040', 'OR'],
    ['OR', undefined, 'T1496.001'],
    ['T1496.001', 'TA0040'],
  ])
})

test('a step is as sure as the findings behind it, and the way in as its probability', () => {
  const sure = flowOf(fullCase).flatMap(o => (o.type === 'attack-action' ? [o['confidence']] : []))
  assert.deepEqual(sure, [93, Math.round(Math.min(0.99, finding.confidence) * 100)])
})

test('the extension is the published one, made by who published it', () => {
  const objects = flowOf(fullCase)
  const extension = objects.find(o => o.type === 'extension-definition')
  assert.equal(extension?.id, 'extension-definition--fb9c968a-745b-4ade-9b25-c324172197f4')
  assert.equal(extension?.['created_by_ref'], 'identity--d673f8cb-c168-42da-8ed4-0cb26725f86c')
  assert.ok(objects.some(o => o.id === extension?.['created_by_ref'] && o.id === o['created_by_ref']))
})

test('a near miss is seen', () => {
  const bundle = JSON.parse(attackFlow.render(fullCase, { lang: 'en' }) as string) as { objects: Row[] }
  const changed = (type: string, more: object) => ({
    ...bundle,
    objects: bundle.objects.map(o => (o.type === type ? { ...o, ...more } : o)),
  })
  assert.deepEqual(check(changed('attack-action', {})), [])
  for (const [type, more] of [
    ['attack-flow', { start_refs: [] }],
    ['attack-flow', { scope: 'host' }],
    ['attack-action', { extensions: {} }],
    ['attack-action', { technique_id: 'redis' }],
    ['attack-asset', { invented: 1 }],
    ['attack-action', { effect_refs: ['attack-asset--00000000-0000-5000-8000-000000000000'] }],
  ] as const)
    assert.notDeepEqual(check(changed(type, more)), [], `${type} ${JSON.stringify(more)}`)
})
