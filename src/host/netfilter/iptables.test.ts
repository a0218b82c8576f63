// The legacy tables of a real kernel: what is blocked is blocked for real packets, others' rules stay, and ours go without a trace.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { test } from 'node:test'
import { inNetworkOfItsOwn, isInside, legacyRules, run, wayOut } from '../../../test/netns.ts'
import type { NetworkPolicy } from '../../core/control.ts'
import { isGap } from '../../core/gap.ts'
import { openSys } from '../sys.ts'
import { firewall } from './firewall.ts'

const addresses: NetworkPolicy = {
  kind: 'addresses',
  endpoints: [{ address: '203.0.113.5' }, { address: '2001:db8:9:0::1' }, { address: '203.0.113.128/25', port: 3333 }],
}
const uid: NetworkPolicy = { kind: 'uid', uid: 4242 }
const policies = { addresses, uid } as const
const lifelines = { operators: [], ports: [], management: [], resolvers: [] }

/** Written by hand. */
const shown4 = `-A INPUT -m comment --comment davylamp-I-1 -j davylamp-7-in
-A FORWARD -m comment --comment davylamp-I-1 -j davylamp-7-fwd
-A OUTPUT -m comment --comment davylamp-I-1 -j davylamp-7-out
-A OUTPUT -p tcp -m tcp --dport 98 -m comment --comment "theirs, too" -j ACCEPT
-A davylamp-7-fwd -s 203.0.113.5/32 -j DROP
-A davylamp-7-fwd -d 203.0.113.5/32 -j DROP
-A davylamp-7-fwd -s 203.0.113.128/25 -p tcp -m tcp --sport 3333 -j DROP
-A davylamp-7-fwd -s 203.0.113.128/25 -p udp -m udp --sport 3333 -j DROP
-A davylamp-7-fwd -d 203.0.113.128/25 -p tcp -m tcp --dport 3333 -j DROP
-A davylamp-7-fwd -d 203.0.113.128/25 -p udp -m udp --dport 3333 -j DROP
-A davylamp-7-in -s 203.0.113.5/32 -j DROP
-A davylamp-7-in -s 203.0.113.128/25 -p tcp -m tcp --sport 3333 -j DROP
-A davylamp-7-in -s 203.0.113.128/25 -p udp -m udp --sport 3333 -j DROP
-A davylamp-7-out -d 203.0.113.5/32 -j DROP
-A davylamp-7-out -d 203.0.113.128/25 -p tcp -m tcp --dport 3333 -j DROP
-A davylamp-7-out -d 203.0.113.128/25 -p udp -m udp --dport 3333 -j DROP
`
const shown6 = `-A INPUT -m comment --comment davylamp-I-1 -j davylamp-7-in
-A FORWARD -m comment --comment davylamp-I-1 -j davylamp-7-fwd
-A OUTPUT -m comment --comment davylamp-I-1 -j davylamp-7-out
-A davylamp-7-fwd -s 2001:db8:9::1/128 -j DROP
-A davylamp-7-fwd -d 2001:db8:9::1/128 -j DROP
-A davylamp-7-in -s 2001:db8:9::1/128 -j DROP
-A davylamp-7-out -d 2001:db8:9::1/128 -j DROP
`

if (!isInside) inNetworkOfItsOwn(import.meta.filename)
else {
  const sys = openSys()!
  const network = firewall(sys, false)
  // The lock of the rules is not the machine's.
  run('mount', '-t', 'tmpfs', 'none', '/run')
  wayOut()

  test('looking makes no table', () => {
    assert.equal(network.capture('I-1'), undefined)
    assert.equal(network.holds('I-1', addresses)?.why, 'absent')
    assert.equal(network.restore('I-1', undefined), undefined)
    assert.equal(legacyRules(), '')
  })

  test('this kernel has nf_tables and is given it', () => {
    assert.ok(firewall(sys).carries('cgroup'))
    assert.ok(!network.carries('cgroup') && !network.carries('host') && network.carries('uid'))
  })

  test('what goes in leaves again to the letter, and others’ rules stay', async t => {
    run('iptables-legacy', '-A', 'INPUT', '-s', '192.0.2.9', '-j', 'DROP')
    for (const command of ['iptables-legacy', 'ip6tables-legacy']) run(command, '-t', 'mangle', '-N', 'theirs')
    run('iptables-legacy', ...'-t mangle -A OUTPUT -p tcp --dport 98 -m comment'.split(' '), '--comment', 'theirs, too', '-j', 'ACCEPT')
    run('ip6tables-legacy', ...'-t mangle -A theirs -d 2001:db8:77::/48 -j MARK --set-mark 7'.split(' '))
    run('iptables-legacy', ...'-t mangle -A theirs -s 192.0.2.99 -j MARK --set-mark 7 -c 5 700'.split(' '))
    const untouched = legacyRules()
    const counted = run('iptables-legacy-save', '-c', '-t', 'mangle').match(/^\[5:700\].*$/m)?.[0]
    assert.ok(counted)

    await t.test('a person would have written the same', () => {
      assert.equal(network.install('I-1', addresses), undefined)
      const listed = (command: string): string =>
        run(command, '-t', 'mangle', '-S')
          .replace(/^-[PN].*\n/gm, '')
          .replace(/^-A theirs.*\n/gm, '')
          .replace(/davylamp-[0-9a-f]{10}-/g, 'davylamp-7-')
      const inOrder = (text: string): readonly string[] => text.split('\n').toSorted()
      assert.deepEqual(inOrder(listed('iptables-legacy')), inOrder(shown4))
      assert.deepEqual(inOrder(listed('ip6tables-legacy')), inOrder(shown6))
      assert.equal(network.holds('I-1', addresses), undefined)
      assert.equal(network.restore('I-1', undefined), undefined)
      assert.equal(legacyRules(), untouched)
    })

    await t.test('each policy stands alone; one is replaced, put back and taken away without the others', () => {
      for (const [name, policy] of Object.entries(policies))
        for (const _ of [1, 2]) assert.equal(network.install(`I-${name}`, policy), undefined)
      const full = legacyRules()
      const was = network.capture('I-addresses')
      assert.ok(was !== undefined && !isGap(was))
      assert.equal(network.install('I-addresses', uid), undefined)
      assert.ok(isGap(network.holds('I-addresses', addresses)))
      assert.equal(network.restore('I-addresses', JSON.parse(JSON.stringify(was))), undefined)
      for (const [name, policy] of Object.entries(policies)) assert.equal(network.holds(`I-${name}`, policy), undefined)
      assert.ok(run('iptables-legacy-save', '-c', '-t', 'mangle').includes(counted), 'how often others’ rules were met')
      assert.deepEqual(full.split('\n').toSorted(), legacyRules().split('\n').toSorted())
      for (const name of Object.keys(policies)) for (const _ of [1, 2]) assert.equal(network.restore(`I-${name}`, undefined), undefined)
      assert.equal(legacyRules(), untouched)
    })

    await t.test('a rule that somebody adds, takes away or puts before ours is noticed', () => {
      const changes = [
        ['-I', 'OUTPUT', '-j', 'ACCEPT'],
        ['-I', 'OUTPUT', '-j', 'theirs'],
        ['-D', 'OUTPUT', '1'],
        ['-I', 'OUTPUT', '-g', 'OURS'],
        ['-I', 'OURS', '-j', 'RETURN'],
        ['-D', 'OURS', '1'],
        ['-F', 'OURS'],
      ]
      for (const change of changes) {
        run('iptables-legacy', '-t', 'mangle', '-A', 'theirs', '-j', 'ACCEPT')
        assert.equal(network.install('I-1', addresses), undefined)
        assert.equal(network.holds('I-1', addresses), undefined)
        const ours = /^-N (davylamp-\S+-out)$/m.exec(run('iptables-legacy', '-t', 'mangle', '-S'))![1]!
        run('iptables-legacy', '-t', 'mangle', ...change.map(word => (word === 'OURS' ? ours : word)))
        assert.equal(network.holds('I-1', addresses)?.why, 'tampered', change.join(' '))
        assert.equal(network.install('I-1', addresses), undefined)
        assert.equal(network.holds('I-1', addresses), undefined, change.join(' '))
        assert.equal(network.leak(addresses), undefined)
        network.restore('I-1', undefined)
        for (const rule of [
          ['-j', 'ACCEPT'],
          ['-j', 'theirs'],
        ])
          spawnSync('iptables-legacy', ['-t', 'mangle', '-D', 'OUTPUT', ...rule])
        run('iptables-legacy', '-t', 'mangle', '-D', 'theirs', '-j', 'ACCEPT')
        assert.equal(legacyRules(), untouched, change.join(' '))
      }
    })

    await t.test('what a journal holds brings back our own chains and nothing else', () => {
      const line = '-A INPUT -j ACCEPT\nCOMMIT\n*filter\n-A INPUT -j ACCEPT'
      assert.equal(network.restore('I-1', { v4: [line, '-N other', '-A other -j davylamp-x'], v6: 7 }), undefined)
      assert.equal(legacyRules(), untouched)
    })
  })

  test('what is forbidden is refused to the sender, what is not goes out', () => {
    for (const policy of [addresses, uid]) {
      assert.equal(network.leak(policy)?.why, 'tampered', policy.kind)
      network.install('I-1', policy)
      assert.equal(network.leak(policy), undefined, policy.kind)
      assert.deepEqual(network.working(lifelines), ['loopback'])
      network.restore('I-1', undefined)
      assert.equal(network.leak(policy)?.why, 'tampered', policy.kind)
    }
    network.install('I-1', uid)
    assert.ok(isGap(network.leak({ kind: 'uid', uid: 4243 })))
    network.restore('I-1', undefined)
  })

  test('what it cannot carry is refused with what to do instead', () => {
    const before = legacyRules()
    const cgroup: NetworkPolicy = { kind: 'cgroup', id: '1', depth: 1 }
    const host: NetworkPolicy = { kind: 'host', lifelines }
    assert.match(network.install('I-1', host, 60)?.detail ?? '', /switch or the cloud firewall/)
    assert.match(network.install('I-1', cgroup)?.detail ?? '', /block those instead/)
    assert.match(network.holds('I-1', cgroup)?.detail ?? '', /block those instead/)
    assert.equal(network.install('I-1', addresses, 60)?.why, 'unsupported')
    assert.equal(network.confirm('I-1')?.why, 'unsupported')
    for (const name of ['', 'a.b', '../x', 'a b', '1x', 'x'.repeat(101)]) assert.equal(network.install(name, uid)?.why, 'malformed', name)
    assert.equal(legacyRules(), before)
  })

  test('what the second family refuses is taken back in the first', () => {
    const name = 'I-second'
    assert.equal(network.install(name, uid), undefined)
    const chain = /^-N (davylamp-\S+-out)$/m.exec(run('ip6tables-legacy', '-t', 'mangle', '-S'))![1]!
    const was = network.capture(name) as { v4: string[]; v6: string[] }
    const before = legacyRules()
    const broken = { v4: was.v4.slice(0, 1), v6: [...was.v6, `-A ${chain} --no-such-option`] }
    assert.match(network.restore(name, broken)?.detail ?? '', /^refuses: /)
    assert.equal(legacyRules(), before)
    assert.equal(network.restore(name, undefined), undefined)
  })

  test('a thousand addresses at once', () => {
    const before = legacyRules()
    const policy: NetworkPolicy = {
      kind: 'addresses',
      endpoints: Array.from({ length: 1000 }, (_, i) => ({ address: i % 2 ? `2001:db8:9::${i}` : `203.0.${i >> 8}.${i & 255}` })),
    }
    assert.equal(network.install('I-1', policy), undefined)
    assert.equal(network.holds('I-1', policy), undefined)
    network.restore('I-1', undefined)
    assert.equal(legacyRules(), before)
  })
}
