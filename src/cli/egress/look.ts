// Looks at outgoing connections: in captures, or for a while on the running network.
import { networkInterfaces } from 'node:os'
import { setImmediate } from 'node:timers/promises'
import type { SocketWatch } from '../../collect/socket-watch.ts'
import type { EgressPeer } from '../../core/egress.ts'
import { type Gap, isGap } from '../../core/gap.ts'
import { instantOf } from '../../core/instant.ts'
import { captureFilter } from '../../host/packet-filter.ts'
import { openPacketRing } from '../../host/packet-ring.ts'
import { openSys } from '../../host/sys.ts'
import type { LoadedIntel } from '../../intel/load.ts'
import { type ClientPeer, EgressLearner } from '../../wire/egress/learner.ts'
import { Engine } from '../../wire/engine.ts'
import { captureName, readCaptures } from '../../wire/read-captures.ts'
import { gapsOf } from '../../wire/tally.ts'
import type { ProgressLine } from '../progress.ts'
import { dropsOf, socketWatch } from '../sniffer.ts'
import { UserError } from '../user-error.ts'

export interface Looked {
  readonly peers: readonly EgressPeer[]
  readonly dropped: number
  readonly conversations: number
  readonly source: string
  readonly gaps: readonly Gap[]
}

const nobody = ['', { all: 0, begun: 0 }] as const

const glanceMs = 100
const lookMs = 1000
/** A capture is one machine's when it takes part in this share of its conversations. */
const ownShare = 0.8

/** `hosts`: whose connections are meant; when none is given, the one machine that takes part in nearly all. */
export async function lookAtCaptures(
  files: readonly string[],
  hosts: readonly string[],
  intel: LoadedIntel,
  line: ProgressLine,
): Promise<Looked> {
  const learner = new EgressLearner()
  const { tally, gaps, refused } = await readCaptures(files, learner.modules(intel), {}, what => line.show(what)).finally(() =>
    line.clear(),
  )
  if (refused !== undefined) throw new UserError(refused)
  const own = hosts.length > 0 ? hosts : [ownerOf(learner)]
  const [first = '', ...others] = files.map(captureName)
  return {
    ...lookedOf(learner, own),
    source: others.length === 0 ? first : `${first} +${others.length}`,
    gaps: [...gaps, ...gapsOf(tally)],
  }
}

/** Watches this machine until `ended`, both its packets and its sockets; without the right to see packets, its sockets alone. */
export async function lookLive(ended: () => boolean, intel: LoadedIntel, line: ProgressLine): Promise<Looked> {
  const sys = openSys()
  const watch = socketWatch()
  if (sys === undefined || watch === undefined)
    throw new UserError('connections cannot be watched on this runtime: it has no raw system calls')
  const learner = new EgressLearner(id => programOf(watch.holdersOf(id)))
  const engine = new Engine(learner.modules(intel))
  engine.begin('live')
  const ring = openPacketRing(sys, '', captureFilter([]))
  const sink = {
    frame: (bytes: Uint8Array, start: number, end: number, original: number, at: number, link: number) =>
      engine.packet(bytes, start, end, original, at, link),
  }
  const pause = new Int32Array(new SharedArrayBuffer(4))
  for (let looked = performance.now(), last = false; !last; ) {
    last = ended()
    if (isGap(ring)) Atomics.wait(pause, 0, 0, glanceMs)
    else {
      ring.wait(glanceMs)
      ring.drain(sink)
    }
    if (performance.now() - looked >= lookMs || last) {
      watch.look()
      looked = performance.now()
      line.show(`${engine.totalFrames} packets, ${watch.sockets().length} sockets`)
    }
    // Signals and timers get their turn.
    await setImmediate()
  }
  line.clear()
  engine.finish()
  const gaps = isGap(ring) ? [ring] : dropsOf(ring.counters())
  if (!isGap(ring)) ring.close()
  const own = Object.values(networkInterfaces()).flatMap(
    list => list?.flatMap(({ internal, address }) => (internal ? [] : [address])) ?? [],
  )
  const seen = lookedOf(learner, own)
  const known = new Set(seen.peers.map(({ address, transport, port }) => `${transport} ${address} ${port}`))
  const quiet = openConnections(watch, own).filter(({ address, transport, port }) => !known.has(`${transport} ${address} ${port}`))
  return {
    ...seen,
    peers: [...seen.peers, ...quiet],
    conversations: seen.conversations + quiet.length,
    source: 'live',
    gaps: [...gaps, ...gapsOf(engine.tally())],
  }
}

function ownerOf({ ends, conversations }: EgressLearner): string {
  if (conversations === 0) throw new UserError('there are no conversations in it')
  const busiest = [...ends].sort(([, a], [, b]) => b.all - a.all || b.begun - a.begun)
  const [[address, { all, begun }] = nobody, [, second] = nobody] = busiest
  // Of two that talk to nobody else it is the one that begins.
  if (all >= ownShare * conversations && (second.all < all || second.begun < begun)) return address
  const some = busiest.slice(0, 3).map(([name]) => name)
  throw new UserError(`it shows several machines: say whose connections are meant with --host (the busiest: ${some.join(', ')})`)
}

/** The conversations that these addresses began, with others. */
function lookedOf(learner: EgressLearner, own: readonly string[]): Pick<Looked, 'peers' | 'dropped' | 'conversations'> {
  const hosts = new Set(own)
  const peers = learner.all().filter(({ client, address }) => hosts.has(client) && !hosts.has(address))
  return {
    peers: peers.map(withoutClient),
    dropped: learner.dropped,
    conversations: peers.reduce((sum, peer) => sum + peer.conversations, 0),
  }
}

function withoutClient({ client: _, ...peer }: ClientPeer): EgressPeer {
  return peer
}

/** What was open and said nothing meanwhile: outgoing, for nobody listens on the own port. */
function openConnections(watch: SocketWatch, own: readonly string[]): readonly EgressPeer[] {
  const all = watch.sockets()
  const listening = new Set(all.filter(({ state }) => state === 'LISTEN').map(({ local }) => local.port))
  const at = instantOf(Date.now())!
  const peers = new Map<string, EgressPeer>()
  for (const { id, protocol, state, local, remote } of all) {
    if (protocol !== 'tcp' || state !== 'ESTABLISHED' || listening.has(local.port)) continue
    if (!own.includes(local.address) || own.includes(remote.address)) continue
    const process = programOf(watch.holdersOf(id))
    const key = `${process} ${remote.address} ${remote.port}`
    const conversations = (peers.get(key)?.conversations ?? 0) + 1
    peers.set(key, {
      process,
      name: '',
      address: remote.address,
      transport: 'tcp',
      port: remote.port,
      conversations,
      bytes: 0,
      first: at,
      last: at,
    })
  }
  return [...peers.values()]
}

/** "nginx" of "nginx[4242]", "nginx[4243]". */
function programOf(holders: readonly string[]): string {
  return [...new Set(holders.map(holder => holder.replace(/\[\d+\]$/, '')))].join('+')
}
