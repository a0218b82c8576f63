// Layers against the specification of layers 4.5.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fullCase } from '../../../test/report-case.ts'
import { eachRendering } from '../../../test/report-cases.ts'
import { assertUnicode, wrongs } from '../../../test/schema.ts'
import { type Tactic, techniqueNames } from '../attack-names.ts'
import { navigator } from './navigator.ts'

interface Layer {
  readonly versions: object
  readonly techniques: readonly { readonly techniqueID: string; readonly tactic?: string }[]
}
const check = wrongs('navigator')

test('every case is a layer that paints each cell once', async () => {
  await eachRendering(navigator, (json, what) => {
    assertUnicode(json)
    const layer = JSON.parse(json) as Layer
    assert.deepEqual(check(layer), [], what)
    const cells = layer.techniques.map(t => `${t.techniqueID} ${t.tactic}`)
    assert.equal(new Set(cells).size, cells.length)
    for (const { techniqueID, tactic } of layer.techniques)
      assert.ok(techniqueNames[techniqueID]?.tactics.includes(tactic as Tactic), `${techniqueID} ${tactic}`)
  })
})

test('a near miss is seen', () => {
  const layer = JSON.parse(navigator.render(fullCase, { lang: 'en' }) as string) as Layer
  for (const changed of [
    { ...layer, versions: { ...layer.versions, layer: '4.4' } },
    { ...layer, versions: { ...layer.versions, navigator: '4.8.1' } },
    { ...layer, techniques: [{ techniqueID: 'T1496', tactic: 'defense-evasion' }] },
    { ...layer, techniques: [{ techniqueID: 'T1496', score: 101 }] },
    { ...layer, domain: 'mitre-enterprise' },
    { ...layer, layout: { layout: 'side', expandedSubtechniques: true } },
  ])
    assert.notDeepEqual(check(changed), [])
})
