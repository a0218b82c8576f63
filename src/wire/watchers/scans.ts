// Scans: one client that asks at the same port of many machines, or at many ports of one, and mostly is not let in.
import type { FlowShape, FlowTag, FlowWatch, FlowWatcher, TagTable } from '../../core/dissector.ts'
import type { Scan } from '../../core/facts/wire.ts'
import { instantOf } from '../../core/instant.ts'
import { wireRow } from '../wire-row.ts'
import { pairKey } from './pair-key.ts'
import { PairTable } from './pair-table.ts'

/** Doors: fewer are somebody who looks for a printer or whose servers are down. */
const leastHosts = 16
const leastPorts = 6
/** Of the doors asked at; what answers and is spoken to is use. */
const mostUsed = 0.3
/** Clients, and doors of one client, that are counted; who asks at more is known by then. */
const mostClients = 20_000
const mostDoors = 4096
const mostPorts = 64
/** Of UDP: resolvers, time and file sharing ask many, and hear nothing where they are filtered; so more, and of the horizontal only in haste (µs a machine). */
const leastHostsUdp = 32
const leastPortsUdp = 8
const slowest = 5e6
/** A question of UDP is asked this often at most. */
const mostQuestions = 3
/** Above 1023, services that are looked for over UDP: SQL Server, RADIUS, NFS, SSDP, WS-Discovery, SIP, mDNS, CoAP, memcached, BACnet. */
const udpServices = new Set([1434, 1604, 1645, 1812, 2049, 1900, 3702, 5060, 5353, 5683, 11_211, 47_808])

export const scans: FlowWatcher = {
  id: 'scans',
  summary: { zh: '横向与纵向扫描', en: 'horizontal and vertical scans' },
  techniques: ['T1046', 'T1595.001'],
  references: ['https://docs.zeek.org/en/current/scripts/policy/misc/scan.zeek.html'],
  open: emit => new Scans(row => emit('scans', row)),
}

/** Doors after the first. */
interface Others {
  /** Opened a conversation of more than a greeting: true. */
  readonly doors: Map<number, boolean>
  readonly ports: Set<number>
}

class Scans implements FlowWatch {
  private readonly tell: (row: Scan) => void
  /** By client and port: the machines asked. By client and machine: the ports asked. */
  private readonly across = new SeriesTable()
  private readonly along = new SeriesTable()
  private readonly acrossUdp = new SeriesTable()
  private readonly alongUdp = new SeriesTable()

  constructor(tell: (row: Scan) => void) {
    this.tell = tell
  }

  flow(shape: FlowShape): void {
    if (shape.transport === 'udp') this.question(shape)
    if (shape.transport !== 'tcp' || !isTry(shape)) return
    const { clientKey, serverKey, serverPort, clientPort } = shape
    // Answers of a server whose question was not captured.
    if (shape.midstream && serverPort > 32_767 && clientPort < serverPort) return
    const isUsed = isSpokenTo(shape)
    this.across.count(pairKey(clientKey, 0, serverPort), serverKey, isUsed, shape)
    this.along.count(pairKey(clientKey, serverKey, 0), serverPort, isUsed, shape)
  }

  private question(shape: FlowShape): void {
    const { clientKey, serverKey, serverPort, clientPort, packets } = shape
    // QUIC is tried with every server of the web, whatever a firewall thinks of it; peers of all kinds have high ports.
    if (serverPort === 443 || (serverPort > 1023 && (clientPort < 1024 || !udpServices.has(serverPort)))) return
    const isUsed = packets[1] > 0
    if (!isUsed && packets[0] > mostQuestions) return
    this.acrossUdp.count(pairKey(clientKey, 0, serverPort), serverKey, isUsed, shape)
    this.alongUdp.count(pairKey(clientKey, serverKey, 0), serverPort, isUsed, shape)
  }

  end(): void {
    for (const series of this.across.ended(leastHosts)) this.judge(series, 'horizontal')
    for (const series of this.along.ended(leastPorts)) this.judge(series, 'vertical')
    for (const series of this.acrossUdp.ended(leastHostsUdp))
      if (series.last - series.first <= slowest * series.doors.length) this.judge(series, 'horizontal')
    for (const series of this.alongUdp.ended(leastPortsUdp)) this.judge(series, 'vertical')
  }

  private judge({ doors, ports, tag, last }: Series, shape: Scan['shape']): void {
    const opened = doors.filter(isUsed => isUsed).length
    if (opened > doors.length * mostUsed) return
    this.tell({
      ...wireRow(tag),
      shape,
      ports,
      hosts: shape === 'vertical' ? 1 : doors.length,
      doors: doors.length,
      opened,
      last: instantOf(last / 1000) ?? tag.now,
    })
  }
}

/** All that one client tried in one direction. */
interface Series {
  /** Which of the doors were used. */
  readonly doors: readonly boolean[]
  readonly ports: readonly number[]
  readonly tag: FlowTag
  /** Microseconds since 1970. */
  readonly first: number
  readonly last: number
}

/** Most series have one door alone: that is kept in columns. */
class SeriesTable {
  private readonly pairs = new PairTable(mostClients)
  private readonly door = new Float64Array(mostClients)
  private readonly port = new Uint16Array(mostClients)
  private readonly used = new Uint8Array(mostClients)
  private readonly first = new Float64Array(mostClients)
  private readonly last = new Float64Array(mostClients)
  private readonly others = new Map<number, Others>()
  /** Of the flows that began first: the order in which flows end is that of chance, with several threads all the more. */
  private tags: TagTable | undefined

  count(key: number, door: number, isUsed: boolean, shape: FlowShape): void {
    const place = this.pairs.find(key)
    // Most conversations are spoken in: only a door that stayed shut begins a series.
    if (place >= 0) this.again(place, door, isUsed, shape)
    else if (!isUsed) this.begin(key, door, shape)
  }

  /** Series of so many doors; afterwards there are none. */
  *ended(least: number): Iterable<Series> {
    for (const [place, { doors, ports }] of this.others)
      if (doors.size + 1 >= least && this.tags !== undefined)
        yield {
          doors: [this.used[place] === 1, ...doors.values()],
          ports: [...new Set([this.port[place]!, ...ports])].sort((a, b) => a - b),
          tag: this.tags.tag(place),
          first: this.first[place]!,
          last: this.last[place]!,
        }
    this.forget(Number.POSITIVE_INFINITY)
  }

  private begin(key: number, door: number, shape: FlowShape): void {
    // Makes room: most keys are ordinary conversations with one server.
    if (this.pairs.size >= mostClients) this.forget(3)
    if (this.pairs.size >= mostClients) this.forget(Number.POSITIVE_INFINITY)
    const place = this.pairs.add(key)
    this.door[place] = door
    this.port[place] = shape.serverPort
    this.used[place] = 0
    this.first[place] = shape.first
    this.last[place] = shape.last
    this.tags ??= shape.tags(mostClients)
    this.tags.keep(place)
  }

  private again(place: number, door: number, isUsed: boolean, shape: FlowShape): void {
    if (shape.last > this.last[place]!) this.last[place] = shape.last
    if (shape.first < this.first[place]!) {
      this.first[place] = shape.first
      this.tags?.keep(place)
    }
    if (door === this.door[place]) {
      if (isUsed) this.used[place] = 1
      return
    }
    const others = this.others.get(place) ?? { doors: new Map<number, boolean>(), ports: new Set<number>() }
    this.others.set(place, others)
    const { doors, ports } = others
    if (ports.size < mostPorts - 1) ports.add(shape.serverPort)
    const was = doors.get(door)
    if (was === undefined && doors.size >= mostDoors) return
    doors.set(door, was === true || isUsed)
  }

  /** Of series with fewer doors. */
  private forget(least: number): void {
    this.pairs.retain(place => {
      const isKept = 1 + (this.others.get(place)?.doors.size ?? 0) >= least
      if (!isKept) this.others.delete(place)
      return isKept
    })
  }
}

/** A question that the server refused, left unanswered, or opened: also the odd first packets of scanners (FIN, NULL, Xmas) that are answered with a reset. */
function isTry({ asked, reset, packets, bytes, midstream }: FlowShape): boolean {
  if (asked && !midstream) return true
  return reset && packets[0] <= 2 && packets[1] <= 2 && bytes[0] < 400
}

/** More than a greeting was said, from the client too. */
function isSpokenTo({ answered, count, sizes }: FlowShape): boolean {
  if (!answered) return false
  let said = 0
  for (let i = 0; i < count; i++) if (sizes[i]! > 0) said++
  return said > 1 || (said === 1 && count > 2)
}
