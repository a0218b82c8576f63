// davylamp egress as a user runs it: learn from a capture and from the running network, propose, check. Nothing on the machine changes.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import type { EgressBook, EgressList, EgressRefusal } from '../../src/core/egress.ts'
import { eth, ip4, pcapOf, udp } from '../packets.ts'
import { stratumTalk } from '../stratum-talk.ts'
import { davylamp } from './run.ts'

const folder = mkdtempSync(join(tmpdir(), 'davylamp-egress-'))
after(() => rmSync(folder, { recursive: true, force: true }))
const state = ['--state', join(folder, 'state')]
const root = join(import.meta.dirname, '..', '..')
const skip = spawnSync('unshare', ['-n', 'true']).status === 0 ? false : 'needs a network namespace of its own'

function capture(name: string, frames: Parameters<typeof pcapOf>[0]): string {
  const path = join(folder, name)
  writeFileSync(path, pcapOf(frames))
  return path
}

const time = { bytes: eth(0x0800, ip4(17, udp({ dport: 123 }, 'time'), { to: '198.51.100.123' })), at: 1_700_000_000_000_000 }
const mining = capture('mining.pcap', [time, ...stratumTalk()])

test('learn, propose, check: NTP is let in, the pool is not, unless it is wanted', () => {
  const { code, out, err } = davylamp(['egress', 'learn', '--json', ...state, mining])
  assert.deepEqual([code, err], [0, ''])
  const { book } = JSON.parse(out) as { book: EgressBook }
  assert.deepEqual(
    book.peers.map(({ address, transport, port, conversations }) => `${address} ${transport}/${port} ${conversations}`),
    ['198.51.100.123 udp/123 1', '198.51.100.1 tcp/3333 1'],
  )
  const proposed = JSON.parse(davylamp(['egress', 'propose', '--json', ...state]).out) as { list: EgressList; stopped: EgressRefusal[] }
  assert.deepEqual(
    proposed.list.rules.map(({ to, what }) => [to, what.id]),
    [['198.51.100.123', 'time']],
  )
  assert.deepEqual(
    proposed.stopped.map(({ peer, why }) => [peer.address, why]),
    [['198.51.100.1', 'nameless']],
  )
  const checked = davylamp(['egress', 'check', '--lang', 'zh', ...state, mining])
  assert.equal(checked.code, 1)
  assert.match(checked.out, /会拦下\(2 个会话中的 1 个\)/)
  davylamp(['egress', 'propose', '--allow', '198.51.100.1', ...state])
  assert.equal(davylamp(['egress', 'check', ...state, mining]).code, 0)
})

test('the running network: the process, the peer, until the time is over', { skip }, () => {
  const node = `${process.execPath} --disable-warning=ExperimentalWarning`
  const talker = `const s = require('dgram').createSocket('udp4'); s.connect(514, '10.9.0.2', () => setInterval(() => s.send('x'), 200))`
  const script = `
    ip link set lo up; ip link add d0 type veth peer name d1; ip addr add 10.9.0.1/24 dev d0; ip link set d0 up; ip link set d1 up
    ip neigh add 10.9.0.2 lladdr 02:00:00:00:00:02 dev d0
    ${node} -e "${talker}" & talker=$!
    ${node} ${join(root, 'src', 'cli', 'main.ts')} egress learn --fresh --json --duration 3s --state live; code=$?
    kill $talker; exit $code`
  const { status, stdout, stderr } = spawnSync('unshare', ['-n', 'sh', '-c', script], { cwd: folder, encoding: 'utf8', timeout: 120_000 })
  assert.deepEqual([status, stderr], [0, ''])
  const { book } = JSON.parse(stdout) as { book: EgressBook }
  assert.deepEqual(
    book.peers.map(({ process, address, transport, port }) => [process.replace(/-.*/, ''), address, `${transport}/${port}`]),
    [['node', '10.9.0.2', 'udp/514']],
  )
})

test('bad input is one sentence', () => {
  const several = capture(
    'several.pcap',
    [1, 2, 3].map(i => ({ bytes: eth(0x0800, ip4(17, udp({ dport: 514 }, 'x'), { from: `192.0.2.${i}`, to: `198.51.100.${i}` })) })),
  )
  const fresh = ['--state', join(folder, 'fresh')]
  const bad: readonly (readonly [readonly string[], RegExp])[] = [
    [[], /^davylamp: give one of learn, propose, check, apply, status, keep, undo\n$/],
    [['eat'], /^davylamp: there is no "egress eat": give one of/],
    [['learn', '/etc/passwd'], /^davylamp: \/etc\/passwd: neither pcap nor pcapng\n$/],
    [['learn', several], /^davylamp: it shows several machines: say whose connections are meant with --host/],
    [['learn', '--host', 'x', mining], /^davylamp: unknown|^davylamp: --host takes an address, not "x"\n$/],
    [['learn', '--duration', '5s', mining], /^davylamp: --duration is for the running network, not for captures\n$/],
    [['propose'], /^davylamp: nothing was learned yet: davylamp egress learn\n$/],
    [['propose', '--allow', 'a b'], /^davylamp: (?:nothing was learned|--allow takes)/],
    [['apply', '--mode', 'loud'], /mode/],
    [['keep', '--duration', 'x'], /takes a time/],
    [['check', mining], /^davylamp: there is no list yet: davylamp egress propose makes one\n$/],
  ]
  for (const [args, sentence] of bad) {
    const { code, err } = davylamp(['egress', ...args, ...(args.length === 0 || args[0] === 'eat' ? [] : fresh)])
    assert.equal(code, 2, args.join(' '))
    assert.match(err, sentence)
  }
})
