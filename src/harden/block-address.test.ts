// In a network of its own, with a way out that nobody answers and rules of somebody else's.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assertRefused, performed } from '../../test/actions.ts'
import { changeableHost, recordedOf, stepOf } from '../../test/control.ts'
import { liveScene } from '../../test/live-scene.ts'
import { inNetworkOfItsOwn, isInside, rules, run, wayOut } from '../../test/netns.ts'
import { isGap } from '../core/gap.ts'
import type { Detail } from '../core/plan.ts'
import { blockAddress } from './block-address.ts'

const detail: Detail = {
  name: 'N1',
  addresses: ['203.0.113.5', '2001:db8:9::/64'],
  seconds: 3600,
  operators: [],
  ports: [22],
  resolvers: [],
}
const stepWith = (more: Detail = {}, id = 'N1') => stepOf({ id, action: 'block-address', stage: 'harden', detail: { ...detail, ...more } })

test('half a plan, and a disk, are refused', () => {
  const disk = changeableHost({})
  assertRefused(blockAddress, stepWith(), disk, 'unsupported')
  for (const wrong of [
    { addresses: [] },
    { addresses: ['pool.example'] },
    { addresses: ['203.0.113.5/24'] },
    { addresses: ['2001:DB8::1'] },
    { seconds: -1 },
    { seconds: 1.5 },
    { seconds: 'long' },
    { name: 7 },
  ])
    assertRefused(blockAddress, stepWith(wrong), disk, 'malformed')
})

if (!isInside) inNetworkOfItsOwn(import.meta.filename)
else {
  const scene = liveScene()!
  const network = scene.control.network!
  wayOut()
  run('nft', 'add table ip theirs { chain c { type filter hook output priority 0; tcp dport 99 drop; }; }')
  const untouched = rules()

  test('blocked for a time, noticed, and away again to the letter, each way twice', () => {
    const step = stepWith()
    assert.ok(isGap(blockAddress.verify(step, scene)))
    assert.deepEqual(blockAddress.prepare(step, scene), { was: { N1: null } })
    const go = performed(blockAddress, step, scene)
    assert.equal(blockAddress.verify(step, scene), undefined)
    assert.match(rules(), /203\.0\.113\.5 timeout 1h/)
    assert.match(rules(), /2001:db8:9::\/64 timeout 1h/)
    assert.equal(blockAddress.apply(go, scene), undefined)
    run('nft', 'delete element inet davylamp N1.banned.v4 { 203.0.113.5 }')
    assert.equal(blockAddress.verify(step, scene)?.detail, 'is not blocked')
    for (const _ of [1, 2]) {
      assert.equal(blockAddress.undo(go, scene), undefined)
      assert.equal(rules(), untouched)
    }
  })

  test('steps that share a policy come and go each for itself; the last takes it away', () => {
    const [first, second] = [
      stepWith({ name: 'limit', addresses: ['203.0.113.7'] }, 'N2'),
      stepWith({ name: 'limit', addresses: ['203.0.113.8'], seconds: 0 }, 'N3'),
    ]
    const [one, two] = [performed(blockAddress, first, scene), performed(blockAddress, second, scene)]
    // A longer ban of the same source, taken back, leaves the shorter one.
    const longer = performed(blockAddress, stepWith({ name: 'limit', addresses: ['203.0.113.7'], seconds: 86_400 }, 'N4'), scene)
    assert.equal(blockAddress.undo(longer, scene), undefined)
    const members = network.members('limit', 'banned')
    assert.ok(!isGap(members))
    assert.ok(members.some(m => m.address === '203.0.113.7' && m.seconds !== undefined && m.seconds <= 3600))
    assert.equal(blockAddress.undo(one, scene), undefined)
    assert.ok(isGap(blockAddress.verify(first, scene)))
    assert.equal(blockAddress.verify(second, scene), undefined)
    assert.equal(blockAddress.undo(two, scene), undefined)
    assert.equal(rules(), untouched)
    assert.equal(blockAddress.undo(two, scene), undefined)
  })

  test('rules that somebody has emptied are mended with everybody in them', () => {
    const [one, two] = ['N5', 'N6'].map((id, i) =>
      performed(blockAddress, stepWith({ name: 'limit', addresses: [`203.0.113.${i + 10}`] }, id), scene),
    )
    run('nft', 'flush chain inet davylamp limit.input')
    assert.ok(isGap(blockAddress.verify(two!.step, scene)))
    assert.equal(blockAddress.apply(two!, scene), undefined)
    for (const go of [one!, two!]) assert.equal(blockAddress.verify(go.step, scene), undefined)
    for (const go of [one!, two!]) assert.equal(blockAddress.undo(go, scene), undefined)
    assert.equal(rules(), untouched)
  })

  test('a block that does not bite, and one that costs a lifeline, is a hindrance', () => {
    const step = stepWith()
    const undo = blockAddress.prepare(step, scene)
    assert.ok(!isGap(undo))
    const toothless = { ...network, enrol: () => undefined }
    assert.match(
      blockAddress.apply(recordedOf(step, undo), { ...scene, control: { ...scene.control, network: toothless } })?.detail ?? '',
      /reached/,
    )
    let looks = 0
    const working = (): readonly string[] => (looks++ === 0 ? ['loopback', 'resolver 198.51.100.53'] : ['loopback'])
    const cut = { ...scene, control: { ...scene.control, network: { ...network, working } } }
    assert.equal(blockAddress.apply(recordedOf(step, undo), cut)?.source, 'resolver 198.51.100.53')
    assert.equal(blockAddress.undo(recordedOf(step, undo), scene), undefined)
    assert.equal(rules(), untouched)
  })
}
