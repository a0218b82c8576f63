// In a network of its own, with a way out that nobody answers and rules of somebody else's.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assertRefused, performed } from '../../test/actions.ts'
import { changeableHost, stepOf } from '../../test/control.ts'
import { liveScene } from '../../test/live-scene.ts'
import { inNetworkOfItsOwn, isInside, rules, run, wayOut } from '../../test/netns.ts'
import { isGap } from '../core/gap.ts'
import { isolateHost } from './isolate-host.ts'

const detail = {
  name: 'I-1',
  seconds: 60,
  operators: ['198.51.100.77'],
  ports: [22],
  management: ['10.0.0.0/8'],
  resolvers: ['198.51.100.53'],
}
const step = stepOf({ action: 'isolate-host', stage: 'contain', detail })

test('half a plan, and a disk, are refused', () => {
  const disk = changeableHost({})
  assertRefused(isolateHost, step, disk, 'unsupported')
  for (const wrong of [{ seconds: 0 }, { seconds: 'long' }, { name: 7 }])
    assertRefused(isolateHost, { ...step, detail: { ...detail, ...wrong } }, disk, 'malformed')
})

if (!isInside) inNetworkOfItsOwn(import.meta.filename)
else {
  const scene = liveScene()!
  wayOut()
  run('nft', 'add table ip theirs { chain c { type filter hook output priority 0; tcp dport 99 drop; }; }')
  const untouched = rules()

  test('nothing gets out; it holds once it is confirmed, and goes without a trace, each way twice', () => {
    const { network } = scene.control
    const policy = { kind: 'host', lifelines: detail } as const
    assert.ok(isGap(network!.leak(policy)))
    const go = performed(isolateHost, step, scene)
    assert.equal(network!.leak(policy), undefined)
    assert.match(isolateHost.verify(step, scene)?.detail ?? '', /for a time/)
    assert.equal(network!.confirm('I-1-host'), undefined)
    assert.equal(isolateHost.verify(step, scene), undefined)
    const there = rules()
    assert.equal(isolateHost.apply(go, scene), undefined)
    assert.equal(rules(), there)
    for (const _ of [1, 2]) {
      assert.equal(isolateHost.undo(go, scene), undefined)
      assert.equal(rules(), untouched)
    }
    assert.ok(isGap(network!.leak(policy)))
  })

  test('what the lifelines lose by it is a hindrance', () => {
    const { network } = scene.control
    let looks = 0
    const working = (): readonly string[] => (looks++ === 0 ? ['loopback', 'connection from 198.51.100.77:50022'] : ['loopback'])
    const cut = { ...scene, control: { ...scene.control, network: { ...network!, working } } }
    const undo = isolateHost.prepare(step, scene)
    assert.ok(!isGap(undo))
    const go = { step, undo } as unknown as Parameters<typeof isolateHost.apply>[0]
    const hindrance = isolateHost.apply(go, cut)
    assert.equal(hindrance?.source, 'connection from 198.51.100.77:50022')
    assert.equal(isolateHost.undo(go, scene), undefined)
    assert.equal(rules(), untouched)
  })
}
