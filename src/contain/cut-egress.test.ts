// In a network of its own, with a way out that nobody answers and rules of somebody else's.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { mkdirSync, rmdirSync } from 'node:fs'
import { after, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { assertRefused, performed } from '../../test/actions.ts'
import { changeableHost, stepOf } from '../../test/control.ts'
import { liveScene } from '../../test/live-scene.ts'
import { inNetworkOfItsOwn, isInside, legacyRules, rules, run, wayOut } from '../../test/netns.ts'
import { isGap } from '../core/gap.ts'
import type { Detail } from '../core/plan.ts'
import { firewall } from '../host/netfilter/firewall.ts'
import { openSys } from '../host/sys.ts'
import { cutEgress } from './cut-egress.ts'

const detail: Detail = { name: 'I-1', endpoints: ['203.0.113.5', '[2001:db8:9::1]:3333'], uid: 4242, operators: [], ports: [22] }
const stepWith = (more: Detail = {}) => stepOf({ action: 'cut-egress', stage: 'contain', detail: { ...detail, ...more } })

test('half a plan, and a disk, are refused', () => {
  const disk = changeableHost({})
  assertRefused(cutEgress, stepWith(), disk, 'unsupported')
  for (const wrong of [
    { endpoints: ['pool.example'] },
    { endpoints: ['203.0.113.5:99999'] },
    { endpoints: [], uid: 0 },
    { group: '../x' },
    { name: 7 },
    { uid: 1.5 },
  ])
    assertRefused(cutEgress, stepWith(wrong), disk, 'malformed')
})

if (!isInside) inNetworkOfItsOwn(import.meta.filename)
else {
  const scene = liveScene()!
  wayOut()
  run('nft', 'add table ip theirs { chain c { type filter hook output priority 0; tcp dport 99 drop; }; }')
  const untouched = rules()
  const { network } = scene.control

  test('blocked, noticed, and away again to the letter, each way twice', () => {
    const step = stepWith()
    assert.ok(isGap(cutEgress.verify(step, scene)))
    const undo = cutEgress.prepare(step, scene)
    assert.deepEqual(undo, { was: { 'I-1-addresses': null, 'I-1-uid': null } })
    assert.equal(rules(), untouched)
    const go = performed(cutEgress, step, scene)
    assert.equal(cutEgress.verify(step, scene), undefined)
    const there = rules()
    assert.match(there, /203\.0\.113\.5/)
    assert.match(there, /2001:db8:9::1/)
    assert.match(there, /skuid 4242/)
    assert.ok(there.startsWith(untouched))
    assert.equal(cutEgress.apply(go, scene), undefined)
    assert.equal(rules(), there)
    run('nft', 'flush chain inet davylamp I-1-uid.output')
    assert.ok(isGap(cutEgress.verify(step, scene)))
    for (const _ of [1, 2]) {
      assert.equal(cutEgress.undo(go, scene), undefined)
      assert.equal(rules(), untouched)
    }
    assert.ok(isGap(cutEgress.verify(step, scene)))
  })

  test('what stood there before stands there again', () => {
    const earlier = performed(cutEgress, stepWith(), scene)
    const before = rules()
    const later = performed(cutEgress, stepWith({ endpoints: ['203.0.113.77'] }), scene)
    assert.notEqual(rules(), before)
    assert.equal(cutEgress.undo(later, scene), undefined)
    assert.deepEqual(rules().split('\n').toSorted(), before.split('\n').toSorted())
    assert.equal(cutEgress.verify(stepWith(), scene), undefined)
    cutEgress.undo(earlier, scene)
    assert.equal(rules(), untouched)
  })

  test('where the kernel has no nf_tables, the same by iptables', () => {
    run('mount', '-t', 'tmpfs', 'none', '/run')
    const old = { ...scene, control: { ...scene.control, network: firewall(openSys()!, false) } }
    for (const command of ['iptables-legacy', 'ip6tables-legacy']) run(command, '-t', 'mangle', '-A', 'OUTPUT', '-j', 'ACCEPT')
    const before = legacyRules()
    const go = performed(cutEgress, stepWith(), old)
    assert.equal(cutEgress.verify(stepWith(), old), undefined)
    assert.match(legacyRules(), /203\.0\.113\.5/)
    for (const _ of [1, 2]) assert.equal(cutEgress.undo(go, old), undefined)
    assert.equal(legacyRules(), before)
    assert.equal(rules(), untouched)
  })

  test('rules that do not bite are no rules', () => {
    const toothless = { ...scene, control: { ...scene.control, network: { ...network!, install: () => undefined } } }
    const step = stepWith()
    const undo = cutEgress.prepare(step, scene)
    assert.ok(!isGap(undo))
    assert.match(cutEgress.apply({ step, undo } as unknown as Parameters<typeof cutEgress.apply>[0], toothless)?.detail ?? '', /reached/)
  })

  test('what is opened in the group from now on is cut off, and nothing else', async () => {
    // Where nft, and a test, expects it; in this mount namespace alone.
    run('mount', '-t', 'cgroup2', 'none', '/sys/fs/cgroup')
    const group = `davylamp.test-${process.pid}`
    const folder = `/sys/fs/cgroup/${group}`
    mkdirSync(folder)
    after(() => rmdirSync(folder))
    const { endpoints: _, uid: __, ...bare } = detail
    const step = stepOf({ action: 'cut-egress', stage: 'contain', detail: { ...bare, group } })
    const go = performed(cutEgress, step, scene)
    const send = (into: string): Promise<number | null> => {
      const script = `echo $$ > ${into}/cgroup.procs && exec "$0" -e "require('dgram').createSocket('udp4').send('x', 9, '203.0.113.9', error => process.exit(error ? 3 : 0))"`
      const child = spawn('sh', ['-c', script, process.execPath], { stdio: 'inherit' })
      return new Promise(resolve => child.on('exit', resolve))
    }
    assert.equal(await send(folder), 3)
    assert.equal(await send('/sys/fs/cgroup'), 0)
    assert.equal(cutEgress.verify(step, scene), undefined)
    assert.equal(cutEgress.undo(go, scene), undefined)
    assert.equal(await send(folder), 0)
    assert.equal(rules(), untouched)
    await pause(50)
  })

  test('a group that is there no more needs no rule', () => {
    const { endpoints: _, uid: __, ...bare } = detail
    const step = stepOf({ action: 'cut-egress', stage: 'contain', detail: { ...bare, group: 'davylamp.gone' } })
    const go = performed(cutEgress, step, scene)
    assert.equal(cutEgress.verify(step, scene), undefined)
    assert.equal(cutEgress.undo(go, scene), undefined)
    assert.equal(rules(), untouched)
  })
}
