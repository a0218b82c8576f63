// What iptables is told to block is blocked for packets that are sent: to us, from us and through us, in both families, and nothing else is.
import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { after, test } from 'node:test'
import { inNetworkOfItsOwn, isInside, run } from '../../../test/netns.ts'
import type { NetworkPolicy } from '../../core/control.ts'
import { openSys } from '../sys.ts'
import { firewall } from './firewall.ts'

const send = `const [from, to, text] = process.argv.slice(1)
const socket = require('dgram').createSocket({ type: to.includes(':') ? 'udp6' : 'udp4', reuseAddr: true })
socket.bind(9000, from, () => socket.send(text, 9000, to, () => socket.close()))`
const listen = `const socket = require('dgram').createSocket({ type: 'udp6', reuseAddr: true })
socket.on('message', text => console.log(String(text)))
socket.bind(9000, '::', () => console.log('ready'))`

interface Listener {
  /** All that was heard until this, and this. */
  until(text: string): Promise<readonly string[]>
  end(): void
}

async function listener(at: readonly string[]): Promise<Listener> {
  const [command = '', ...args] = [...at, process.execPath, '-e', listen]
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  let heard: string[] = []
  let wake = (): void => undefined
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    heard.push(...text.trim().split('\n'))
    wake()
  })
  const until = async (text: string): Promise<readonly string[]> => {
    while (!heard.includes(text)) await new Promise<void>(resolve => (wake = resolve))
    const all = heard
    heard = []
    return all
  }
  await until('ready')
  return { until, end: () => child.kill() }
}

/** near - us - far: what the two say to each other goes through us. Far has two addresses in each family. */
function twoNeighbours() {
  for (const [side, net] of [
    ['near', 1],
    ['far', 2],
  ] as const) {
    run('ip', 'netns', 'add', side)
    run('ip', 'link', 'add', `${side}0`, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', side)
    const inside = ['netns', 'exec', side, 'ip'] as const
    for (const [prefix, length] of [
      [`10.77.${net}.`, 24],
      [`2001:db8:77:${net}::`, 64],
    ] as const) {
      const quick = length === 64 ? ['nodad'] : []
      run('ip', 'addr', 'add', `${prefix}1/${length}`, 'dev', `${side}0`, ...quick)
      for (const last of [2, 3]) run('ip', ...inside, 'addr', 'add', `${prefix}${last}/${length}`, 'dev', 'eth0', ...quick)
    }
    run('ip', 'link', 'set', `${side}0`, 'up')
    run('ip', ...inside, 'link', 'set', 'eth0', 'up')
    run('ip', ...inside, 'route', 'add', 'default', 'via', `10.77.${net}.1`)
    run('ip', ...inside, 'route', 'add', 'default', 'via', `2001:db8:77:${net}::1`)
  }
  writeFileSync('/proc/sys/net/ipv4/ip_forward', '1')
  writeFileSync('/proc/sys/net/ipv6/conf/all/forwarding', '1')
  return {
    4: { us: '10.77.2.1', near: '10.77.1.2', suspect: '10.77.2.2', neighbour: '10.77.2.3' },
    6: { us: '2001:db8:77:2::1', near: '2001:db8:77:1::2', suspect: '2001:db8:77:2::2', neighbour: '2001:db8:77:2::3' },
  } as const
}

if (!isInside) inNetworkOfItsOwn(import.meta.filename)
else {
  const network = firewall(openSys()!, false)
  // The lock of the rules, and the names of networks, are not the machine's.
  run('mount', '-t', 'tmpfs', 'none', '/run')

  test('both directions and what is forwarded, in both families, by packets', async () => {
    const places = twoNeighbours()
    const listeners = {
      near: await listener(['ip', 'netns', 'exec', 'near']),
      far: await listener(['ip', 'netns', 'exec', 'far']),
      us: await listener([]),
    }
    after(() => {
      for (const { end } of Object.values(listeners)) end()
    })
    const ways = [
      ['far', 'us'],
      ['us', 'far'],
      ['near', 'far'],
      ['far', 'near'],
    ] as const
    /** Of two packets each way, one to or from the suspect and then one to or from its neighbour, those that arrive. */
    const arriving = async (family: 4 | 6): Promise<readonly string[]> => {
      const found: string[] = []
      for (const [from, to] of ways) {
        for (const which of ['suspect', 'neighbour'] as const) {
          const [source, target] = [from, to].map(place => (place === 'far' ? places[family][which] : places[family][place]))
          const at = from === 'us' ? [] : ['ip', 'netns', 'exec', from]
          const [command = '', ...args] = [...at, process.execPath, '-e', send, source!, target!, which]
          spawnSync(command, args)
        }
        const got = await listeners[to].until('neighbour')
        if (got.includes('suspect')) found.push(`${from} → ${to}`)
      }
      return found
    }
    const all = ways.map(([from, to]) => `${from} → ${to}`)
    const endpoints = ([4, 6] as const).map(family => ({ address: places[family].suspect }))
    for (const ports of [{}, { port: 9000 }]) {
      const policy: NetworkPolicy = { kind: 'addresses', endpoints: endpoints.map(e => ({ ...e, ...ports })) }
      for (const family of [4, 6] as const) {
        assert.deepEqual(await arriving(family), all)
        assert.equal(network.install('I-1', policy), undefined)
        assert.deepEqual(await arriving(family), [])
        assert.equal(network.restore('I-1', undefined), undefined)
      }
    }
  })
}
