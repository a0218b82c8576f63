// Real traffic between network namespaces: a pool, an innocent, a resolver and the operator at the far end, a container behind the host.
import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { createInterface, type Interface } from 'node:readline'
import { after, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { cutEgress } from '../../src/contain/cut-egress.ts'
import { isolateHost } from '../../src/contain/isolate-host.ts'
import { isGap } from '../../src/core/gap.ts'
import type { Recorded } from '../../src/core/journal.ts'
import { blockAddress } from '../../src/harden/block-address.ts'
import { filterEgress } from '../../src/harden/filter-egress.ts'
import { performed } from '../actions.ts'
import { stepOf } from '../control.ts'
import { liveScene } from '../live-scene.ts'
import { inNetworkOfItsOwn, isInside, rules, run } from '../netns.ts'
import { isEchoed, talk } from './network-peer.ts'

const [pool, innocent, resolver, operator, stranger] = [
  '203.0.113.5',
  '203.0.113.9',
  '198.51.100.53',
  '198.51.100.77',
  '203.0.113.66',
] as const
const [pool6, innocent6] = ['2001:db8:9::5', '2001:db8:9::9'] as const
const [host, host6, inner] = ['198.51.100.2', '2001:db8:1::2', '10.9.0.2'] as const

/** A process in a network namespace of its own, on a cable to ours. */
class Peer {
  readonly child: ChildProcess
  private readonly lines: AsyncIterator<string>
  private readonly reader: Interface

  constructor() {
    const script = new URL('network-peer.ts', import.meta.url).pathname
    this.child = spawn('unshare', ['--net', process.execPath, '--disable-warning=ExperimentalWarning', script], {
      stdio: ['pipe', 'pipe', 'inherit'],
    })
    after(() => this.child.kill('SIGKILL'))
    this.reader = createInterface({ input: this.child.stdout! })
    this.lines = this.reader[Symbol.asyncIterator]()
  }

  async plug(cable: string, near: readonly string[], far: readonly string[], routes: readonly string[]): Promise<void> {
    assert.equal((await this.lines.next()).value, 'ready')
    const inside = (...args: readonly string[]): string => run('nsenter', '-t', String(this.child.pid), '-n', 'ip', ...args)
    const add = (ip: (...args: readonly string[]) => string, device: string, addresses: readonly string[]): void => {
      for (const address of addresses) ip('addr', 'add', address, 'dev', device, ...(address.includes(':') ? ['nodad'] : []))
      ip('link', 'set', device, 'up')
    }
    run('ip', 'link', 'add', cable, 'type', 'veth', 'peer', 'name', 'far0')
    run('ip', 'link', 'set', 'far0', 'netns', String(this.child.pid))
    inside('link', 'set', 'lo', 'up')
    add((...args) => run('ip', ...args), cable, near)
    add(inside, 'far0', far)
    for (const route of routes) inside('route', 'add', ...route.split(' '))
  }

  async ask(command: string): Promise<string> {
    this.child.stdin!.write(`${command}\n`)
    return (await this.lines.next()).value as string
  }

  async reaches(address: string, port: number, from?: string): Promise<boolean> {
    return (await this.ask(['try', address, port, from ?? ''].join(' ').trim())) === 'true'
  }
}

if (!isInside) inNetworkOfItsOwn(import.meta.filename)
else {
  const scene = liveScene()!
  const internet = new Peer()
  const container = new Peer()
  await internet.plug(
    'out0',
    [`${host}/24`, `${host6}/64`],
    [
      ...[pool, innocent, resolver, operator, stranger].map(a => `${a}/32`),
      '198.51.100.1/24',
      ...[pool6, innocent6].map(a => `${a}/128`),
      '2001:db8:1::1/64',
    ],
    ['10.9.0.0/24 via 198.51.100.2'],
  )
  run('ip', 'route', 'add', 'default', 'via', '198.51.100.1')
  run('ip', 'route', 'add', 'default', 'via', '2001:db8:1::1')
  await container.plug('inner0', ['10.9.0.1/24'], [`${inner}/24`], ['default via 10.9.0.1'])
  writeFileSync('/proc/sys/net/ipv4/ip_forward', '1')
  // In a process of its own, as sshd is: it answers while davylamp looks.
  const services = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', new URL('network-peer.ts', import.meta.url).pathname],
    {
      stdio: ['pipe', 'pipe', 'inherit'],
    },
  )
  after(() => services.kill('SIGKILL'))
  await once(services.stdout, 'data')
  run('nft', 'add table ip theirs { chain c { type filter hook input priority 0; tcp dport 99 drop; }; }')
  const untouched = rules()

  /** Everything that anybody could reach, by who and whom. */
  const reachable = async (): Promise<readonly string[]> => {
    const tries: readonly (readonly [string, () => Promise<boolean>])[] = [
      ['host → pool', () => isEchoed(pool, 3333)],
      ['host → pool6', () => isEchoed(pool6, 3333)],
      ['host → innocent', () => isEchoed(innocent, 3333)],
      ['host → innocent6', () => isEchoed(innocent6, 3333)],
      ['host → itself', () => isEchoed('127.0.0.1', 3333)],
      ['pool → host', () => internet.reaches(host, 22, pool)],
      ['stranger → host', () => internet.reaches(host, 22, stranger)],
      ['operator → host', () => internet.reaches(host, 22, operator)],
      ['container → pool', () => container.reaches(pool, 3333)],
      ['container → innocent', () => container.reaches(innocent, 3333)],
      ['pool → container', () => internet.reaches(inner, 3333, pool)],
    ]
    const answers = await Promise.all(tries.map(([, attempt]) => attempt()))
    return tries.filter((_, i) => answers[i]).map(([name]) => name)
  }
  /** How much more of a running conversation comes back within a while. */
  const progress = async (echoed: () => number | Promise<number>): Promise<number> => {
    const before = await echoed()
    await pause(600)
    return (await echoed()) - before
  }
  /** Nothing comes through any more; what was on its way when the rule came may still arrive. */
  const silent = async (echoed: () => number | Promise<number>): Promise<boolean> =>
    (await progress(echoed)) === 0 || (await progress(echoed)) === 0
  const resolves = (): boolean => scene.control.network!.working({ ...lifelines }).includes(`resolver ${resolver}`)
  const lifelines = { operators: [operator], ports: [22], management: [], resolvers: [resolver] }
  await internet.ask(`dns ${resolver}`)
  await internet.ask(`talk ${host} 22 ${operator}`)
  const session = async (): Promise<number> => Number(await internet.ask(`count ${host}`))

  const all = await reachable()
  test('everything is reachable to begin with', async () => {
    assert.equal(all.length, 11, all.join('\n'))
    assert.ok(resolves())
    assert.ok((await progress(session)) > 0)
  })

  test('addresses cut: the pool in every direction and family, also for what is connected already; nobody else; undo lets it go on', async () => {
    const mining = talk(pool, 3333)
    const working = talk(innocent, 3333)
    assert.ok((await progress(mining.echoed)) > 0)
    const detail = { name: 'I-1', endpoints: [pool, pool6], ...lifelines }
    const go = performed(cutEgress, stepOf({ action: 'cut-egress', stage: 'contain', detail }), scene)
    await pause(50)
    assert.ok(await silent(mining.echoed))
    assert.ok((await progress(working.echoed)) > 0)
    assert.ok((await progress(session)) > 0)
    assert.ok(resolves())
    assert.deepEqual(
      await reachable(),
      all.filter(way => !way.includes('pool')),
    )
    assert.equal(cutEgress.verify(go.step, scene), undefined)
    assert.equal(cutEgress.undo(go, scene), undefined)
    assert.equal(rules(), untouched)
    let moved = 0
    for (let i = 0; i < 20 && moved === 0; i++) moved = await progress(mining.echoed)
    assert.ok(moved > 0, 'the connection goes on where it stopped')
    assert.deepEqual(await reachable(), all)
    mining.end()
    working.end()
  })

  const isolation = (seconds: number) =>
    stepOf({ action: 'isolate-host', stage: 'contain', detail: { name: 'I-1', seconds, ...lifelines } })
  const whatStays = ['host → itself', 'operator → host']

  test('the host cut off: the operator, old connection and new, the resolver and loopback stay; nothing else does; undo brings all back', async () => {
    const go = performed(isolateHost, isolation(60), scene)
    assert.equal(scene.control.network!.confirm('I-1-host'), undefined)
    assert.ok((await progress(session)) > 0)
    assert.ok(resolves())
    assert.deepEqual(await reachable(), whatStays)
    assert.equal(isolateHost.verify(go.step, scene), undefined)
    assert.equal(isolateHost.undo(go, scene), undefined)
    assert.equal(rules(), untouched)
    assert.deepEqual(await reachable(), all)
  })

  test('an isolation that loses the operator is noticed and backs out', async () => {
    const step = isolation(60)
    // A rule of theirs that comes first takes the operator out as soon as ours stand: as good as a mistake of our own.
    const network = scene.control.network!
    const spoilt: typeof network = {
      ...network,
      install: (...given) => {
        run('nft', `add chain ip theirs spoil { type filter hook output priority -400; }`)
        run('nft', `add rule ip theirs spoil ip daddr ${operator} drop`)
        return network.install(...given)
      },
    }
    const undo = isolateHost.prepare(step, scene)
    const go = { step, undo } as unknown as Recorded
    const hindrance = isolateHost.apply(go, { ...scene, control: { ...scene.control, network: spoilt } })
    run('nft', 'delete chain ip theirs spoil')
    assert.match(hindrance?.source ?? '', new RegExp(`^connection from ${operator}:`))
    assert.equal(isolateHost.undo(go, scene), undefined)
    assert.equal(rules(), untouched)
    assert.deepEqual(await reachable(), all)
  })

  test('a block: both ways, both families, forwarded, and what is connected already; over when its time is', {
    timeout: 60_000,
  }, async () => {
    const mining = talk(pool, 3333)
    assert.ok((await progress(mining.echoed)) > 0)
    const detail = { name: 'N1', addresses: [`${pool}`, '2001:db8:9::5'], seconds: 9, operators: [operator], ports: [22], resolvers: [] }
    const step = stepOf({ id: 'N1', action: 'block-address', stage: 'harden', detail })
    const go = performed(blockAddress, step, scene)
    assert.ok(await silent(mining.echoed))
    assert.deepEqual(
      await reachable(),
      all.filter(way => !/pool/.test(way)),
    )
    // Nobody of ours does anything: the kernel lets them go.
    for (const end = performance.now() + 30_000; !(await isEchoed(pool, 3333)) && performance.now() < end; ) await pause(200)
    assert.deepEqual(await reachable(), all)
    mining.end()
    assert.equal(blockAddress.undo(go, scene), undefined)
    assert.equal(rules(), untouched)
  })

  test('the allow-list: monitoring stops nobody and names all; blocking stops all that is begun and not listed, forwarded too; visitors and what is open go on', {
    timeout: 60_000,
  }, async () => {
    const open = talk(pool, 3333)
    assert.ok((await progress(open.echoed)) > 0)
    const detail = {
      ...{ name: 'egress', mode: 'monitor', services: [`tcp/3333 ${innocent}`], named: [`tcp/3333 ${innocent6}`] },
      ...{ namedSeconds: 600, seconds: 60, inside: ['10.0.0.0/8'], ...lifelines },
    }
    const stepIn = (mode: string) => stepOf({ id: mode, action: 'filter-egress', stage: 'harden', detail: { ...detail, mode } })
    const { network } = scene.control
    const refused = (): readonly string[] => {
      const found = network!.members('egress', 'refused')
      return isGap(found) ? [] : found.map(m => `${m.transport}/${m.port} ${m.address}`).toSorted()
    }
    const watch = performed(filterEgress, stepIn('monitor'), scene)
    assert.deepEqual(await reachable(), all)
    assert.deepEqual(refused(), [`tcp/3333 ${pool6}`, `tcp/3333 ${pool}`].toSorted())
    const before = rules()
    const cut = performed(filterEgress, stepIn('block'), scene)
    assert.equal(network!.confirm('egress'), undefined)
    assert.deepEqual(
      await reachable(),
      all.filter(way => !/→ pool/.test(way)),
    )
    assert.deepEqual(refused(), [`tcp/3333 ${pool6}`, `tcp/3333 ${pool}`].toSorted())
    assert.ok((await progress(open.echoed)) > 0, 'what was open goes on')
    assert.ok(resolves())
    assert.ok((await progress(session)) > 0)
    open.end()
    assert.equal(filterEgress.undo(cut, scene), undefined)
    const plain = (text: string): readonly string[] =>
      text
        .replace(/ expires \w+| counter packets .*/g, '')
        .split('\n')
        .toSorted()
    assert.deepEqual(
      plain(rules()).filter(line => !/elements|3333/.test(line)),
      plain(before).filter(line => !/elements|3333/.test(line)),
    )
    assert.deepEqual(await reachable(), all)
    assert.equal(filterEgress.undo(watch, scene), undefined)
    assert.equal(rules(), untouched)
  })

  test('davylamp killed before anybody confirmed: the kernel frees the host', { timeout: 60_000 }, async () => {
    const program = `
      import { isolateHost } from ${JSON.stringify(new URL('../../src/contain/isolate-host.ts', import.meta.url).href)}
      import { liveScene } from ${JSON.stringify(new URL('../live-scene.ts', import.meta.url).href)}
      const step = ${JSON.stringify(isolation(10))}
      const scene = liveScene()
      const failed = isolateHost.apply({ step, undo: isolateHost.prepare(step, scene) }, scene)
      process.stdout.write(failed === undefined ? 'isolated' : JSON.stringify(failed))
      setInterval(() => {}, 1000)`
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', '--input-type=module', '-e', program], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const [said] = (await once(child.stdout, 'data')) as [Buffer]
    child.kill('SIGKILL')
    await once(child, 'exit')
    assert.equal(String(said), 'isolated')
    assert.equal(await isEchoed(innocent, 3333), false)
    let free = false
    for (const end = performance.now() + 30_000; !free && performance.now() < end; ) {
      free = await isEchoed(innocent, 3333)
      if (!free) await pause(200)
    }
    assert.ok(free)
    assert.ok(isolateHost.verify(isolation(10), scene))
    assert.equal(isolateHost.undo({ step: isolation(10), undo: { was: { 'I-1-host': null } } } as unknown as Recorded, scene), undefined)
    assert.equal(rules(), untouched)
    assert.deepEqual(await reachable(), all)
  })
}
