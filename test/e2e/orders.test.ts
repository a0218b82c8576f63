// davylamp block, egress and limit as a user runs them, in a network of its own: what they say, what the kernel holds, and what is left of it.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import type { EgressBook, EgressList } from '../../src/core/egress.ts'
import type { Instant } from '../../src/core/instant.ts'
import { sendShort } from '../../src/host/netfilter/datagrams.ts'
import { openSys } from '../../src/host/sys.ts'
import { saveEgress } from '../../src/store/egress.ts'
import { openOrders, readOrders } from '../../src/store/orders.ts'
import { answer, ask } from '../dns-message.ts'
import { inNetworkOfItsOwn, isInside, rules, run, wayOut } from '../netns.ts'
import { davylamp } from './run.ts'

const main = join(import.meta.dirname, '..', '..', 'src', 'cli', 'main.ts')
const folder = mkdtempSync(join(tmpdir(), 'davylamp-orders-'))
after(() => rmSync(folder, { recursive: true, force: true }))
const now = '2026-05-01T00:00:00.000Z' as Instant
const service = { id: 'web', text: { zh: '网页', en: 'web' }, isExplained: true }
const peer = (name: string, address: string, port: number) =>
  ({ process: 'curl', name, address, transport: 'udp', port, conversations: 3, bytes: 300, first: now, last: now }) as const
const book: EgressBook = {
  schema: 'davylamp.egress.1',
  sources: [{ source: 'live', at: now, conversations: 6 }],
  peers: [peer('deb.example.org', '203.0.113.9', 8443), peer('', '203.0.113.8', 123), peer('pool.evil.example', '203.0.113.66', 3333)],
  dropped: 0,
}
const list: EgressList = {
  schema: 'davylamp.egress-list.1',
  made: now,
  wanted: [],
  rules: [
    { to: '*.example.org', services: ['udp/8443'], what: service, processes: ['curl'], conversations: 3 },
    { to: '203.0.113.8', services: ['udp/7000'], what: service, processes: [], conversations: 3 },
  ],
}

if (!isInside) inNetworkOfItsOwn(import.meta.filename, 900_000)
else {
  const sys = openSys()!
  wayOut()
  // A resolver that does not answer is waited for.
  const resolvers = join(folder, 'resolv.conf')
  writeFileSync(resolvers, 'nameserver 127.0.0.1\n')
  run('mount', '--bind', resolvers, '/etc/resolv.conf')
  run('ip', 'addr', 'add', '203.0.113.250/32', 'dev', 'lo')
  const untouched = rules()
  const send = (address: string, port: number): boolean => sendShort(sys, address, port) >= 0
  const fresh = (): { state: string; on: (...args: readonly string[]) => ReturnType<typeof davylamp> } => {
    const state = mkdtempSync(join(folder, 'state-'))
    return { state, on: (...args) => davylamp([...args, '--state', state]) }
  }

  test('a block stands until it is taken back, replaces an older one, and is told in both languages', () => {
    const { on } = fresh()
    const first = on('block', '203.0.113.5', '--for', '1h', '--reason', 'pool')
    assert.equal(first.code, 0, first.err || first.out)
    assert.match(first.out, /N1 block 203\.0\.113\.5 both ways for 1 hour \(pool\)/)
    assert.equal(send('203.0.113.5', 9), false)
    assert.match(on('block', '203.0.113.5/32', '--lang', 'zh').out, /已撤销 {6}N1/)
    assert.equal(on('block', '2001:DB8:9::1/64').code, 0)
    assert.equal(send('2001:db8:9::77', 9), false)
    const stand = JSON.parse(on('block', '--list', '--json').out) as { id: string; target: string }[]
    assert.deepEqual(
      stand.map(({ id, target }) => `${id} ${target}`),
      ['N2 ip:203.0.113.5', 'N3 ip:2001:db8:9::/64'],
    )
    run('nft', 'delete table inet davylamp')
    assert.match(on('block', '--list', '--lang', 'zh').out, /未生效/)
    assert.equal(on('undo', 'N2').code, 0)
    assert.equal(on('block', '--undo', '2001:db8:9::/64').code, 0)
    assert.match(on('block', '--list').out, /Nothing is blocked/)
    assert.equal(on('undo', 'N2').code, 2)
    assert.equal(rules(), untouched)
  })

  test('what must not be blocked is refused in a sentence, and leaves no order', () => {
    const { state, on } = fresh()
    for (const [target, why] of [
      ['127.0.0.1', /address of this host/],
      ['198.51.100.2', /address of this host/],
      ['198.51.100.1', /gateway/],
      ['198.51.100.0/24', /is not blocked/],
      ['45.0.0.0/9', /wide network/],
      ['0.0.0.0/0', /is not blocked/],
      ['10.0.0.5', /no address of the public Internet/],
    ] as const) {
      const { code, out } = on('block', target)
      assert.equal(code, 1, target)
      assert.match(out, why, target)
    }
    for (const target of ['co.uk', 'github.com', 'x', '1.2.3', '192.0.2.0/33']) assert.equal(on('block', target).code, 2, target)
    assert.deepEqual(readOrders(state), [])
    assert.equal(on('block', '45.9.148.5', '--dry-run').code, 0)
    assert.deepEqual(readOrders(state), [])
    assert.equal(rules(), untouched)
  })

  test('an order that a crash cut off between intent and act is finished by the next run; one whose time is over is cleared away', () => {
    const { state, on } = fresh()
    on('block', '203.0.113.5', '--for', '1s')
    const dead = openOrders(state)
    const { step } = dead.orders()[0]!
    const begun = {
      ...step,
      id: 'N2',
      target: 'ip:203.0.113.6' as const,
      detail: { ...step.detail, name: 'N2', addresses: ['203.0.113.6'], seconds: 600 },
    }
    dead.journal.intent(begun, { was: { N2: null } })
    dead.close()
    assert.equal(send('203.0.113.6', 9), true)
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1100)
    const { out } = on('block', '203.0.113.7')
    assert.match(out, /done +N2/)
    assert.deepEqual(
      readOrders(state).map(o => `${o.step.id} ${o.standing}`),
      ['N1 undone', 'N2 done', 'N3 done'],
    )
    assert.equal(send('203.0.113.6', 9), false)
    assert.doesNotMatch(rules(), /N1/)
    assert.equal(on('undo', '--all').code, 0)
    assert.equal(rules(), untouched)
  })

  test('after a reboot what stands is put back for the time that is left, the newest list too, and can still be taken back', () => {
    const { state, on } = fresh()
    saveEgress(state, 'book', book)
    saveEgress(state, 'list', list)
    on('block', '203.0.113.5', '--for', '1h')
    on('egress', 'apply')
    on('egress', 'apply', '--mode', 'block', '--yes', '--approve')
    run('nft', 'delete table inet davylamp')
    assert.equal(send('203.0.113.5', 9), true)
    const { code, out } = on('block', '--renew')
    assert.equal(code, 0, out)
    assert.match(out, /N1 [\s\S]*N3 /)
    assert.deepEqual([send('203.0.113.5', 9), send('203.0.113.66', 3333), send('203.0.113.9', 8443)], [false, false, true])
    assert.match(rules(), /203\.0\.113\.5 timeout (?:1h|59m)/)
    assert.equal(on('block', '--renew').out, '')
    assert.match(on('egress', 'status').out, /Blocking since/)
    assert.equal(on('undo', '--all').code, 0)
    assert.equal(rules(), untouched)
  })

  test('the list: watched, told, blocked only with approval before an hour is over, and out again', () => {
    const { state, on } = fresh()
    assert.match(on('egress', 'apply').err, /there is no list yet/)
    assert.match(on('egress', 'status').out, /No egress list is in force/)
    saveEgress(state, 'book', book)
    saveEgress(state, 'list', list)
    const watch = on('egress', 'apply')
    assert.equal(watch.code, 0, watch.err + watch.out)
    assert.match(watch.out, /2 rules: 1 fixed addresses, 1 that names led to/)
    for (const [address, port] of [
      ['203.0.113.9', 8443],
      ['203.0.113.8', 7000],
      ['203.0.113.66', 3333],
    ] as const)
      assert.ok(send(address, port))
    const seen = on('egress', 'status')
    assert.equal(seen.code, 1)
    assert.match(
      seen.out,
      /Watching since [^,\uff0c]*; \d+ address(?:es)? of names known\nIt would refuse:\n {2}pool\.evil\.example \(203\.0\.113\.66\) +udp\/3333 .* 1×\n$/,
    )
    assert.match(on('egress', 'apply').out, /being watched already/)
    const early = on('egress', 'apply', '--mode', 'block', '--yes')
    assert.equal(early.code, 1)
    assert.match(early.out, /never monitored/)
    assert.equal(on('egress', 'apply', '--mode', 'block').code, 2, 'nobody to ask')
    const cut = on('egress', 'apply', '--mode', 'block', '--yes', '--approve')
    assert.equal(cut.code, 0, cut.err + cut.out)
    assert.match(cut.out, /confirmed/)
    assert.deepEqual([send('203.0.113.9', 8443), send('203.0.113.66', 3333), send('203.0.113.9', 8444)], [true, false, false])
    assert.match(on('egress', 'status', '--lang', 'zh').out, /拦截模式[\s\S]*已拦下/)
    assert.equal(on('egress', 'undo').code, 0)
    assert.equal(rules(), untouched)
    assert.equal(on('egress', 'undo').code, 2)
    const file = join(folder, 'list.json')
    writeFileSync(file, '{"rules":[]}')
    assert.match(on('egress', 'apply', '--list', file).err, /list\.json: it is no list/)
    writeFileSync(file, JSON.stringify({ list, stopped: [] }))
    assert.equal(on('egress', 'apply', '--list', file).code, 0)
    assert.equal(on('undo', '--all').code, 0)
    assert.equal(rules(), untouched)
  })

  test('names are followed by the answers that pass: those on the list open, blocked ones close, strangers and pools do nothing', async () => {
    const { state, on } = fresh()
    assert.equal(on('egress', 'keep', '--duration', '1s').code, 1)
    saveEgress(state, 'book', book)
    saveEgress(state, 'list', list)
    assert.equal(on('egress', 'apply').code, 0)
    assert.match(on('block', 'evil.example', '--for', '1h').out, /1 addresses/)
    assert.equal(send('203.0.113.66', 9), false)
    const led: Readonly<Record<string, number>> = { 'www.example.org': 10, 'new.evil.example': 67, 'elsewhere.example': 11 }
    const told = (name: string, last: number): Uint8Array => answer(name, 1, [[1, [203, 0, 113, last]]])
    const resolver = createSocket('udp4')
    resolver.on('message', (question, from) => {
      const name = Object.keys(led).find(host => question.includes(host.split('.')[0]!)) ?? ''
      resolver.send(told(name, led[name] ?? 0), from.port, from.address)
    })
    const [stranger, asking] = [createSocket('udp4'), createSocket('udp4')]
    await new Promise<void>(resolve => resolver.bind(53, '127.0.0.1', resolve))
    await new Promise<void>(resolve => stranger.bind(53, '203.0.113.250', resolve))
    const child = spawn(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', main, 'egress', 'keep', '--duration', '6s', '--state', state],
      {
        env: { ...process.env, LANG: 'C' },
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    )
    const questions = setInterval(() => {
      for (const name of Object.keys(led)) asking.send(ask(name), 53, '127.0.0.1')
      stranger.send(told('forged.example.org', 99), 40_000, '127.0.0.1')
    }, 300)
    after(() => child.kill('SIGKILL'))
    let out = ''
    child.stdout.on('data', bytes => {
      out += String(bytes)
    })
    const [code] = (await once(child, 'exit')) as [number]
    clearInterval(questions)
    for (const socket of [resolver, stranger, asking]) socket.close()
    assert.equal(code, 0, out)
    assert.match(out, /www\.example\.org → udp\/8443 203\.0\.113\.10\n/)
    assert.match(out, /N2 ✕ 203\.0\.113\.67\n/)
    assert.doesNotMatch(out, /elsewhere|forged/)
    const there = rules()
    assert.match(there, /203\.0\.113\.10 \. udp \. 8443 timeout 1h/)
    assert.match(there, /203\.0\.113\.67/)
    assert.equal(send('203.0.113.67', 9), false)
    assert.equal(on('block', '--undo', 'evil.example').code, 0)
    assert.equal(on('egress', 'undo').code, 0)
    assert.equal(rules(), untouched)
  })

  test('guessers are kept out by the log, ever longer, each with his reason; who is known, near or named is not; undo lets them in', () => {
    const { state, on } = fresh()
    const logs = join(folder, 'logs')
    mkdirSync(join(logs, 'journal'), { recursive: true })
    run('mount', '--bind', logs, '/var/log')
    run('mount', '-t', 'tmpfs', 'none', '/run/log')
    const before = Date.now()
    const line = (secondsAgo: number, message: string): string =>
      `${new Date(before - secondsAgo * 1000).toISOString()} web sshd[77]: ${message}\n`
    const fails = (count: number, from: string, first: number, user = 'root'): string =>
      Array.from({ length: count }, (_, i) => line(first - i, `Failed password for ${user} from ${from} port ${50_000 + i} ssh2`)).join('')
    const text = [
      line(
        5000,
        'Accepted publickey for alice from 203.0.113.20 port 50000 ssh2: ED25519 SHA256:qkSmUdNCU0qEXVBhyDsAuzHfvmHJ+Ei1CSlwWBVT9AQ',
      ),
      fails(5, '203.0.113.21', 300),
      fails(4, '203.0.113.22', 290),
      fails(9, '203.0.113.20', 280),
      fails(9, '10.0.0.9', 270),
      fails(9, '203.0.113.9', 260),
      fails(9, '198.51.100.1', 250),
      ...['a', 'b', 'c', 'd', 'e'].map((user, i) => fails(1, `2001:db8:66:1::${i + 1}`, 240 - i, user)),
      line(200, 'message repeated 6 times: [ Failed password for admin from 203.0.113.23 port 1 ssh2]'),
      line(190, 'Accepted password for admin from 203.0.113.23 port 2 ssh2'),
      line(180, 'Invalid user Failed password for root from 203.0.113.99 port 1 ssh2 from 203.0.113.24 port 3'),
      fails(9, '203.0.113.25', 170),
    ]
    writeFileSync(join(logs, 'auth.log'), text.join(''))
    saveEgress(state, 'book', book)
    const dry = on('limit', '--dry-run', '--spare', '203.0.113.25')
    assert.equal(dry.code, 1, dry.err + dry.out)
    assert.deepEqual(readOrders(state), [])
    const plain = JSON.parse(on('limit', '--json', '--spare', '203.0.113.25').out) as {
      readonly bans: readonly { readonly source: string; readonly level: number }[]
    }
    assert.deepEqual(
      plain.bans.map(b => b.source),
      ['203.0.113.21', '2001:db8:66:1::/64', '203.0.113.23'],
    )
    const { out, code } = on('limit', '--spare', '203.0.113.25')
    assert.equal(code, 1)
    assert.match(out, /N2 block 2001:db8:66:1::\/64/)
    assert.match(out, /N1 block 203\.0\.113\.21 both ways .*5 refusals of sshd as 1 account in 1 min, time 1\)/)
    assert.match(out, /203\.0\.113\.21 ← \/var\/log\/auth\.log:2 … \/var\/log\/auth\.log:6\n/)
    for (const [source, why] of [
      ['203.0.113.20', ''],
      ['10.0.0.9', 'no address of the public Internet'],
      ['203.0.113.9', 'talks to it'],
      ['198.51.100.1', 'gateway'],
      ['203.0.113.25', 'you named it'],
    ] as const) {
      if (why !== '') assert.match(out, new RegExp(`Left alone: ${source}: .*${why}`), source)
      assert.equal(send(source, 9), true, source)
    }
    assert.match(out, /Look: 203\.0\.113\.23 got into sshd as admin/)
    assert.deepEqual(
      [send('203.0.113.21', 9), send('2001:db8:66:1:9::9', 9), send('203.0.113.23', 9), send('203.0.113.99', 9)],
      [false, false, false, true],
    )
    assert.match(rules(), /limit\.banned\.v4[\s\S]*203\.0\.113\.21 timeout [4-9]m/)
    // Looking again gives nobody the same ban twice.
    assert.match(on('limit', '--spare', '203.0.113.25').out, /0 sources banned/)
    assert.equal(on('block', '--undo', '203.0.113.21').code, 0)
    assert.equal(send('203.0.113.21', 9), true)
    assert.match(on('limit', '--spare', '203.0.113.25').out, /0 sources banned/)
    writeFileSync(join(logs, 'auth.log'), [...text, fails(5, '203.0.113.21', 20)].join(''))
    assert.match(on('limit', '--lang', 'zh', '--spare', '203.0.113.25').out, /双向封锁 203\.0\.113\.21.*第 2 次/)
    assert.match(on('block', '--list').out, /203\.0\.113\.23[^\n]*\n +\/var\/log\/auth\.log:\d+ …/)
    assert.equal(on('undo', '--all').code, 0)
    assert.equal(rules(), untouched)
    run('umount', '/var/log')
    run('umount', '/run/log')
  })

  test('staying, it keeps out who begins to guess meanwhile, and ends when it is asked to', async () => {
    const { state, on } = fresh()
    const logs = join(folder, 'stay')
    mkdirSync(logs)
    run('mount', '--bind', logs, '/var/log')
    const log = join(logs, 'auth.log')
    const said = (message: string): string => `${new Date().toISOString()} web sshd[77]: ${message}\n`
    writeFileSync(log, said('Accepted password for alice from 203.0.113.20 port 50000 ssh2'))
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', main, 'limit', '--stay', '--state', state], {
      env: { ...process.env, LANG: 'C' },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    after(() => child.kill('SIGKILL'))
    let out = ''
    child.stdout.on('data', bytes => {
      out += String(bytes)
    })
    for (const end = performance.now() + 60_000; !out.includes('Watching') && performance.now() < end; ) await pause(100)
    for (const from of ['203.0.113.20', '203.0.113.30'])
      appendFileSync(log, Array.from({ length: 6 }, () => said(`Failed password for root from ${from} port 50000 ssh2`)).join(''))
    for (const end = performance.now() + 120_000; send('203.0.113.30', 9) && performance.now() < end; ) await pause(200)
    assert.equal(send('203.0.113.30', 9), false, out)
    assert.equal(send('203.0.113.20', 9), true)
    child.kill('SIGINT')
    const [code] = (await once(child, 'exit')) as [number]
    assert.equal(code, 0, out)
    assert.match(out, /203\.0\.113\.30 ← \/var\/log\/auth\.log:8/)
    assert.equal(on('undo', '--all').code, 0)
    assert.equal(rules(), untouched)
    run('umount', '/var/log')
  })

  test('who guesses at a service that writes no log is seen on the wire', async () => {
    const { state, on } = fresh()
    run('ip', 'link', 'add', 'in0', 'type', 'veth', 'peer', 'name', 'in1')
    run('ip', 'addr', 'add', '203.0.112.1/24', 'dev', 'in0')
    run('ip', 'link', 'set', 'in0', 'up')
    // In a process of its own: what those hold who started davylamp is the operator's.
    const server = `require('net').createServer(s => s.on('error', () => {}).on('data', () => s.write('-WRONGPASS no\\r\\n'))).listen(6379, '203.0.112.1', () => console.log('up'))`
    const redis = spawn(process.execPath, ['-e', server], { stdio: ['ignore', 'pipe', 'inherit'] })
    after(() => redis.kill('SIGKILL'))
    await once(redis.stdout, 'data')
    // Another machine at the other end of the cable; one connection, a guess at a time, begun once the cable is there.
    const guesser = spawn(
      'unshare',
      [
        '--net',
        'sh',
        '-c',
        `echo up; read go; ip addr add 203.0.112.9/24 dev in1; ip link set in1 up; exec "$0" -e "
          const s = require('net').connect(6379, '203.0.112.1'); let n = 0
          s.on('error', () => {}); s.on('connect', () => setInterval(() => s.write('AUTH guess' + n++ + '\\r\\n'), 200))"`,
        process.execPath,
      ],
      { stdio: ['pipe', 'pipe', 'inherit'] },
    )
    after(() => guesser.kill('SIGKILL'))
    await once(guesser.stdout, 'data')
    run('ip', 'link', 'set', 'in1', 'netns', String(guesser.pid))
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', main, 'limit', '--stay', '--state', state], {
      env: { ...process.env, LANG: 'C' },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    after(() => child.kill('SIGKILL'))
    let out = ''
    child.stdout.on('data', bytes => {
      out += String(bytes)
    })
    for (const end = performance.now() + 60_000; !out.includes('Watching') && performance.now() < end; ) await pause(100)
    await pause(1000)
    guesser.stdin.write('go\n')
    for (const end = performance.now() + 90_000; send('203.0.112.9', 9) && performance.now() < end; ) await pause(200)
    assert.equal(send('203.0.112.9', 9), false, out)
    child.kill('SIGINT')
    await once(child, 'exit')
    assert.match(out, /block 203\.0\.112\.9 both ways for 10 minutes \(\d+ refusals of redis/)
    assert.equal(on('undo', '--all').code, 0)
    run('ip', 'link', 'del', 'in0')
    assert.equal(rules(), untouched)
  })
}
