// The packet filter of a real kernel: what we put there is what nft shows, it works both ways, and it goes without a trace.
import assert from 'node:assert/strict'
import { mkdirSync, rmdirSync, statSync } from 'node:fs'
import { after, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { inNetworkOfItsOwn, isInside, rules, run, wayOut } from '../../../test/netns.ts'
import type { NetworkPolicy } from '../../core/control.ts'
import { isGap } from '../../core/gap.ts'
import { openSys } from '../sys.ts'
import { sendShort } from './datagrams.ts'
import { networkControl } from './network-control.ts'

const addresses: NetworkPolicy = {
  kind: 'addresses',
  endpoints: [{ address: '203.0.113.5' }, { address: '2001:db8:9::1' }, { address: '203.0.113.128/25', port: 3333 }],
}
const lifelines = { operators: ['198.51.100.77'], ports: [22], management: ['10.0.0.0/8', '2001:db8:5::/48'], resolvers: ['198.51.100.53'] }
const host: NetworkPolicy = { kind: 'host', lifelines }
const listed = { address: '203.0.113.9', transport: 'udp', port: 8443 } as const
const uid: NetworkPolicy = { kind: 'uid', uid: 4242 }

/** Written by hand from what `nft list ruleset` shows for rules that nft itself has made. */
const shown = `table inet davylamp {
	set I-1.any.v4 {
		type ipv4_addr
		flags interval
		elements = { 203.0.113.5 }
	}

	set I-1.any.v6 {
		type ipv6_addr
		flags interval
		elements = { 2001:db8:9::1 }
	}

	set I-1.3333.v4 {
		type ipv4_addr
		flags interval
		elements = { 203.0.113.128/25 }
	}

	chain I-1.input {
		type filter hook input priority mangle; policy accept;
		ip saddr @I-1.any.v4 counter drop
		ip6 saddr @I-1.any.v6 counter drop
		ip saddr @I-1.3333.v4 tcp sport 3333 counter drop
		ip saddr @I-1.3333.v4 udp sport 3333 counter drop
	}

	chain I-1.forward {
		type filter hook forward priority mangle; policy accept;
		ip saddr @I-1.any.v4 counter drop
		ip6 saddr @I-1.any.v6 counter drop
		ip daddr @I-1.any.v4 counter drop
		ip6 daddr @I-1.any.v6 counter drop
		ip saddr @I-1.3333.v4 tcp sport 3333 counter drop
		ip saddr @I-1.3333.v4 udp sport 3333 counter drop
		ip daddr @I-1.3333.v4 tcp dport 3333 counter drop
		ip daddr @I-1.3333.v4 udp dport 3333 counter drop
	}

	chain I-1.output {
		type filter hook output priority mangle; policy accept;
		ip daddr @I-1.any.v4 counter drop
		ip6 daddr @I-1.any.v6 counter drop
		ip daddr @I-1.3333.v4 tcp dport 3333 counter drop
		ip daddr @I-1.3333.v4 udp dport 3333 counter drop
	}
}
`

if (!isInside) inNetworkOfItsOwn(import.meta.filename)
else {
  const network = networkControl(openSys()!)
  // nft looks for cgroup v2 at this place alone; in this mount namespace it is there.
  run('mount', '-t', 'cgroup2', 'none', '/sys/fs/cgroup')
  const group = `/sys/fs/cgroup/davylamp-test-${process.pid}`
  mkdirSync(group)
  after(() => rmdirSync(group))
  const cgroup: NetworkPolicy = { kind: 'cgroup', id: String(statSync(group).ino), depth: 1 }
  const members: NetworkPolicy = { kind: 'members' }
  const policies = { addresses, host, uid, cgroup, members } as const
  wayOut()
  run('nft', 'add table ip theirs { chain c { type filter hook input priority 0; tcp dport 99 drop; }; }')
  const untouched = rules()

  test('what nft shows is what a person would have written', () => {
    assert.equal(network.install('I-1', addresses), undefined)
    assert.equal(rules(), untouched + shown)
    assert.equal(network.restore('I-1', undefined), undefined)
    assert.equal(rules(), untouched)
  })

  test('what nft itself makes of the text that it shows is, to the kernel, the same as ours', () => {
    for (const [name, policy] of Object.entries(policies)) {
      assert.equal(network.install('I-1', policy), undefined, name)
      const text = run('nft', '--stateless', 'list', 'table', 'inet', 'davylamp')
      run('nft', 'delete table inet davylamp')
      run('nft', text)
      assert.equal(network.holds('I-1', policy), undefined, name)
      assert.equal(network.restore('I-1', undefined), undefined)
    }
    assert.equal(rules(), untouched)
  })

  test('each policy stands alone; one is replaced, put back and taken away without the others', () => {
    for (const [name, policy] of Object.entries(policies)) {
      assert.equal(network.capture(`I-${name}`), undefined)
      assert.equal(network.install(`I-${name}`, policy), undefined)
      assert.equal(network.install(`I-${name}`, policy), undefined)
    }
    const full = rules()
    const was = network.capture('I-addresses')
    assert.ok(was !== undefined && !isGap(was))
    assert.equal(network.install('I-addresses', uid), undefined)
    assert.ok(isGap(network.holds('I-addresses', addresses)))
    assert.equal(network.restore('I-addresses', JSON.parse(JSON.stringify(was))), undefined)
    for (const [name, policy] of Object.entries(policies)) assert.equal(network.holds(`I-${name}`, policy), undefined)
    assert.deepEqual(full.split('\n').toSorted(), rules().split('\n').toSorted())
    for (const name of Object.keys(policies)) assert.equal(network.restore(`I-${name}`, undefined), undefined)
    assert.equal(rules(), untouched)
  })

  test('a rule that somebody adds or takes away is noticed', () => {
    network.install('I-1', addresses)
    run('nft', 'insert rule inet davylamp I-1.output accept')
    assert.ok(isGap(network.holds('I-1', addresses)))
    network.install('I-1', addresses)
    run('nft', 'delete element inet davylamp I-1.any.v4 { 203.0.113.5 }')
    assert.ok(isGap(network.holds('I-1', addresses)))
    network.restore('I-1', undefined)
    assert.equal(network.holds('I-1', addresses)?.why, 'absent')
  })

  test('what is forbidden is refused to the sender, what is not goes out', () => {
    for (const policy of [addresses, uid, host]) {
      assert.equal(network.leak(policy)?.why, 'tampered', policy.kind)
      network.install('I-1', policy)
      assert.equal(network.leak(policy), undefined, policy.kind)
      network.restore('I-1', undefined)
      assert.equal(network.leak(policy)?.why, 'tampered', policy.kind)
    }
    network.install('I-1', uid)
    assert.ok(isGap(network.leak({ kind: 'uid', uid: 4243 })))
    assert.ok(isGap(network.leak(addresses)))
    network.restore('I-1', undefined)
  })

  test('an isolation nobody confirms is lifted by the kernel; a confirmed one stays', { timeout: 20_000 }, async () => {
    network.install('I-1', host, 1)
    assert.equal(network.leak(host), undefined)
    assert.deepEqual(network.working(lifelines), ['loopback'])
    assert.ok(isGap(network.holds('I-1', host)), 'not for good')
    for (let i = 0; i < 100 && network.leak(host) === undefined; i++) await pause(50)
    assert.ok(isGap(network.leak(host)))
    assert.equal(network.confirm('I-1')?.detail, 'has lifted itself')
    network.install('I-1', host, 1)
    assert.equal(network.confirm('I-1'), undefined)
    assert.equal(network.holds('I-1', host), undefined)
    await pause(1500)
    assert.equal(network.leak(host), undefined)
    network.restore('I-1', undefined)
    assert.equal(rules(), untouched)
  })

  test('members come and go while the policy stands, each with a time of its own, and may come again', { timeout: 20_000 }, async () => {
    assert.equal(network.enrol('limit', 'banned', [{ address: '203.0.113.4' }])?.why, 'absent')
    assert.equal(network.install('limit', { kind: 'members' }), undefined)
    const nets = [
      { address: '203.0.113.5' },
      { address: '203.0.113.128/25' },
      { address: '255.255.255.255' },
      { address: '2001:db8:9::/64' },
    ]
    assert.equal(network.enrol('limit', 'banned', [{ address: '203.0.113.4', seconds: 1 }, ...nets]), undefined)
    assert.match(rules(), /203\.0\.113\.4 timeout 1s/)
    const addressesOf = (): readonly string[] => {
      const found = network.members('limit', 'banned')
      return isGap(found) ? [] : found.map(m => m.address)
    }
    assert.deepEqual(addressesOf(), ['203.0.113.4', ...nets.map(n => n.address)])
    for (let i = 0; i < 100 && addressesOf().length > nets.length; i++) await pause(50)
    assert.deepEqual(
      addressesOf(),
      nets.map(n => n.address),
    )
    for (const seconds of [60, 600]) {
      assert.equal(network.enrol('limit', 'banned', [{ address: '203.0.113.4', seconds }]), undefined)
      const found = network.members('limit', 'banned')
      assert.equal(!isGap(found) && found[0]?.seconds, seconds)
    }
    assert.equal(network.holds('limit', { kind: 'members' }), undefined)
    assert.equal(network.dismiss('limit', 'banned', [...nets, { address: '192.0.2.9' }]), undefined)
    assert.deepEqual(addressesOf(), ['203.0.113.4'])
    assert.equal(network.enrol('limit', 'banned', [{ address: 'pool.example' }])?.why, 'malformed')
    assert.ok(isGap(network.enrol('limit', 'banned', [{ address: '203.0.113.0/24' }])), 'what overlaps')
    assert.equal(network.restore('limit', undefined), undefined)
    assert.equal(rules(), untouched)
  })

  test('three thousand members at once, in and out', () => {
    network.install('limit', { kind: 'members' })
    const many = Array.from({ length: 3000 }, (_, i) => ({ address: `203.${i >> 8}.${i & 255}.7`, seconds: 600 }))
    for (const _ of [1, 2]) assert.equal(network.enrol('limit', 'banned', many), undefined)
    assert.equal([network.members('limit', 'banned')].flat().length, 3000)
    assert.equal(network.dismiss('limit', 'banned', many.slice(1)), undefined)
    assert.equal([network.members('limit', 'banned')].flat().length, 1)
    network.restore('limit', undefined)
    assert.equal(rules(), untouched)
  })

  test('monitoring names whom it would refuse and lets pass; blocking drops; what is listed passes', () => {
    const egress = {
      kind: 'egress',
      mode: 'monitor',
      endpoints: [listed],
      named: [],
      inside: ['10.0.0.0/8', 'fc00::/7'],
      lifelines,
    } as const
    assert.equal(network.install('egress', egress), undefined)
    assert.equal(network.holds('egress', egress), undefined)
    assert.equal(network.enrol('egress', 'named', [{ address: '2001:db8:7::7', transport: 'udp', port: 8080, seconds: 60 }]), undefined)
    const sys = openSys()!
    const send = (address: string, port: number): boolean => sendShort(sys, address, port) >= 0
    const wanted = [
      ['203.0.113.9', 8443, true],
      ['203.0.113.9', 8444, false],
      ['2001:db8:7::7', 8080, true],
      ['2001:db8:7::7', 8081, false],
      ['10.1.2.3', 4444, true],
      ['198.51.100.53', 53, true],
      ['198.51.100.54', 53, false],
      ['198.51.100.54', 123, true],
    ] as const
    for (const mode of ['monitor', 'block'] as const) {
      const policy = { ...egress, mode }
      assert.equal(network.install('egress', policy, 60), undefined)
      assert.equal(network.confirm('egress'), undefined)
      assert.equal(network.holds('egress', policy), undefined, mode)
      network.enrol('egress', 'named', [{ address: '2001:db8:7::7', transport: 'udp', port: 8080, seconds: 60 }])
      for (const [address, port, isListed] of wanted)
        assert.equal(send(address, port), mode === 'monitor' || isListed, `${mode} ${address} ${port}`)
      assert.equal(network.leak(policy), undefined)
      const refused = network.members('egress', 'refused')
      assert.ok(!isGap(refused))
      assert.deepEqual(
        refused.map(({ address, transport, port, packets }) => [address, transport, port, packets]).toSorted(),
        wanted.flatMap(([address, port, isListed]) => (isListed ? [] : [[address, 'udp', port, 1]])).toSorted(),
      )
    }
    const was = network.capture('egress')
    assert.equal(network.install('egress', egress), undefined)
    assert.equal(network.restore('egress', JSON.parse(JSON.stringify(was))), undefined)
    assert.equal(network.holds('egress', { ...egress, mode: 'block' }), undefined)
    assert.deepEqual(
      [network.members('egress', 'named')].flat().map(m => !isGap(m) && m.address),
      ['2001:db8:7::7'],
    )
    assert.equal(network.restore('egress', undefined), undefined)
    assert.equal(rules(), untouched)
  })

  test('names that could mean another policy, or nothing, are refused', () => {
    for (const name of ['', 'a.b', '../x', 'a b', '1x', 'x'.repeat(101)]) {
      assert.equal(network.install(name, uid)?.why, 'malformed', name)
      assert.ok(isGap(network.capture(name)))
    }
  })

  test('two thousand addresses in one batch', () => {
    const endpoints = Array.from({ length: 2000 }, (_, i) => ({ address: `203.0.${i >> 7}.${(i & 127) * 2}` }))
    assert.equal(network.install('I-1', { kind: 'addresses', endpoints }), undefined)
    assert.equal(network.holds('I-1', { kind: 'addresses', endpoints }), undefined)
    network.restore('I-1', undefined)
    assert.equal(rules(), untouched)
  })
}
