// Attack Flows against the extension's schema, and the shape of published flows: one flow, actions that lead to actions, assets that point at things.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fullCase } from '../../../test/report-case.ts'
import { eachRendering } from '../../../test/report-cases.ts'
import { assertUnicode, assertWhole, wrongs } from '../../../test/schema.ts'
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
  })
})

test('the way from outside to the miner, as published flows tell it', () => {
  const { objects } = JSON.parse(attackFlow.render(fullCase, { lang: 'en' }) as string) as { objects: Row[] }
  const byId = new Map(objects.map(o => [o.id, o]))
  const flow = objects.find(o => o.type === 'attack-flow')
  const first = (one: Row | undefined, key: string): Row | undefined => byId.get(String((one?.[key] as string[] | undefined)?.[0]))
  const way: unknown[] = []
  for (let action = first(flow, 'start_refs'); action !== undefined; action = first(action, 'effect_refs'))
    way.push([action['name'], action['technique_id'], action['tactic_id'], first(action, 'asset_refs')?.['description']])
  assert.deepEqual(way, [
    ['Exploit Public-Facing Application', 'T1190', 'TA0001', 'service'],
    ['writes', undefined, undefined, 'file'],
  ])
  const file = objects.find(o => o.type === 'attack-asset' && o['description'] === 'file')
  assert.equal(byId.get(String(file?.['object_ref']))?.['name'], 'kdevtmpfsi')
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
  ] as const)
    assert.notDeepEqual(check(changed(type, more)), [], `${type} ${JSON.stringify(more)}`)
})
