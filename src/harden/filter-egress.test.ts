// In a network of its own, with a way out that nobody answers and rules of somebody else's.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assertRefused, performed } from '../../test/actions.ts'
import { changeableHost, stepOf } from '../../test/control.ts'
import { liveScene } from '../../test/live-scene.ts'
import { inNetworkOfItsOwn, isInside, rules, run, wayOut } from '../../test/netns.ts'
import { isGap } from '../core/gap.ts'
import type { Detail } from '../core/plan.ts'
import { filterEgress } from './filter-egress.ts'

const detail: Detail = {
  name: 'egress',
  mode: 'monitor',
  services: ['tcp/443 203.0.113.9', 'udp/53 2001:db8:7::53'],
  named: ['tcp/443 203.0.113.10'],
  namedSeconds: 3600,
  seconds: 60,
  inside: ['10.0.0.0/8'],
  operators: ['198.51.100.77'],
  ports: [22],
  management: [],
  resolvers: ['198.51.100.53'],
}
const stepWith = (more: Detail = {}) => stepOf({ action: 'filter-egress', stage: 'harden', detail: { ...detail, ...more } })

test('half a plan, and a disk, are refused', () => {
  const disk = changeableHost({})
  assertRefused(filterEgress, stepWith(), disk, 'unsupported')
  for (const wrong of [
    { mode: 'loud' },
    { services: ['tcp/443 pool.example'] },
    { services: ['icmp/8 203.0.113.9'] },
    { named: ['tcp/70000 203.0.113.9'] },
    { named: ['tcp/443 203.0.113.0/24'] },
    { namedSeconds: 0 },
    { seconds: 'long' },
    { name: 7 },
  ])
    assertRefused(filterEgress, stepWith(wrong), disk, 'malformed')
})

if (!isInside) inNetworkOfItsOwn(import.meta.filename)
else {
  const scene = liveScene()!
  const network = scene.control.network!
  wayOut()
  run('nft', 'add table ip theirs { chain c { type filter hook output priority 0; tcp dport 99 drop; }; }')
  const untouched = rules()
  const named = (): unknown => {
    const found = network.members('egress', 'named')
    return isGap(found) ? found.why : found.map(m => m.address)
  }

  test('monitoring, then blocking over it, then back step by step to the letter', () => {
    const watch = performed(filterEgress, stepWith(), scene)
    assert.equal(filterEgress.verify(watch.step, scene), undefined)
    assert.deepEqual(named(), ['203.0.113.10'])
    const watched = rules()
    const cut = performed(filterEgress, stepWith({ mode: 'block' }), scene)
    assert.match(filterEgress.verify(cut.step, scene)?.detail ?? '', /for a time/)
    assert.equal(network.confirm('egress'), undefined)
    assert.equal(filterEgress.verify(cut.step, scene), undefined)
    assert.ok(isGap(filterEgress.verify(watch.step, scene)))
    const there = rules()
    assert.equal(filterEgress.apply(cut, scene), undefined)
    assert.equal(rules(), there)
    assert.deepEqual(named(), ['203.0.113.10'])
    for (const _ of [1, 2]) assert.equal(filterEgress.undo(cut, scene), undefined)
    assert.equal(filterEgress.verify(watch.step, scene), undefined)
    assert.deepEqual(withoutTimes(rules()), withoutTimes(watched))
    for (const _ of [1, 2]) {
      assert.equal(filterEgress.undo(watch, scene), undefined)
      assert.equal(rules(), untouched)
    }
  })

  test('a lifeline that is lost by it is a hindrance', () => {
    let looks = 0
    const working = (): readonly string[] => (looks++ === 0 ? ['loopback', 'connection from 198.51.100.77:50022'] : ['loopback'])
    const lame = { ...scene, control: { ...scene.control, network: { ...network, working } } }
    const step = stepWith({ mode: 'block' })
    const undo = filterEgress.prepare(step, lame)
    assert.ok(!isGap(undo))
    const go = { step, undo } as unknown as Parameters<typeof filterEgress.apply>[0]
    assert.equal(filterEgress.apply(go, lame)?.source, 'connection from 198.51.100.77:50022')
    assert.equal(filterEgress.undo(go, scene), undefined)
    assert.equal(rules(), untouched)
  })
}

/** Sets and chains stand in another order when they were put back, and what is left of a member's time has changed. */
function withoutTimes(text: string): readonly string[] {
  return text
    .replace(/ expires [\w]+/g, '')
    .split('\n')
    .toSorted()
}
