// Scans: one client that asks at the same port of many machines, or at many ports of one, and mostly is not let in.
import type { FlowShape, FlowTag, FlowWatch, FlowWatcher } from '../../core/dissector.ts'
import type { Scan } from '../../core/facts/wire.ts'
import { instantOf } from '../../core/instant.ts'
import { wireRow } from '../wire-row.ts'
import { pairKey } from './pair-key.ts'

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

interface Series {
  /** The first door and its port; most series have no other. */
  readonly door: number
  readonly port: number
  isUsed: boolean
  others: Others | undefined
  /** Of the flow that began first: the order in which flows end is that of chance, with several threads all the more. */
  tag: FlowTag
  first: number
  last: number
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
  private readonly across = new Map<number, Series>()
  private readonly along = new Map<number, Series>()
  private readonly acrossUdp = new Map<number, Series>()
  private readonly alongUdp = new Map<number, Series>()

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
    count(this.across, pairKey(clientKey, 0, serverPort), serverKey, isUsed, shape)
    count(this.along, pairKey(clientKey, serverKey, 0), serverPort, isUsed, shape)
  }

  private question(shape: FlowShape): void {
    const { clientKey, serverKey, serverPort, clientPort, packets } = shape
    // QUIC is tried with every server of the web, whatever a firewall thinks of it; peers of all kinds have high ports.
    if (serverPort === 443 || (serverPort > 1023 && (clientPort < 1024 || !udpServices.has(serverPort)))) return
    const isUsed = packets[1] > 0
    if (!isUsed && packets[0] > mostQuestions) return
    count(this.acrossUdp, pairKey(clientKey, 0, serverPort), serverKey, isUsed, shape)
    count(this.alongUdp, pairKey(clientKey, serverKey, 0), serverPort, isUsed, shape)
  }

  end(): void {
    for (const series of this.across.values()) this.judge(series, 'horizontal', leastHosts)
    for (const series of this.along.values()) this.judge(series, 'vertical', leastPorts)
    for (const series of this.acrossUdp.values())
      if (series.last - series.first <= slowest * doorsOf(series)) this.judge(series, 'horizontal', leastHostsUdp)
    for (const series of this.alongUdp.values()) this.judge(series, 'vertical', leastPortsUdp)
    for (const table of [this.across, this.along, this.acrossUdp, this.alongUdp]) table.clear()
  }

  private judge(series: Series, shape: Scan['shape'], least: number): void {
    const { port, isUsed, others, tag, last } = series
    const doors = doorsOf(series)
    if (doors < least || others === undefined) return
    const opened = [isUsed, ...others.doors.values()].filter(used => used).length
    if (opened > doors * mostUsed) return
    this.tell({
      ...wireRow(tag),
      shape,
      ports: [...others.ports.add(port)].sort((a, b) => a - b),
      hosts: shape === 'vertical' ? 1 : doors,
      doors,
      opened,
      last: instantOf(last / 1000) ?? tag.now,
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

function count(table: Map<number, Series>, key: number, door: number, isUsed: boolean, shape: FlowShape): void {
  const series = table.get(key)
  if (series === undefined) {
    // Most conversations are spoken in: only a door that stayed shut begins a series.
    if (isUsed) return
    if (table.size >= mostClients) forgetSmall(table)
    const { serverPort: port, first, last } = shape
    table.set(key, { door, port, isUsed, others: undefined, tag: shape.tag(), first, last })
    return
  }
  series.last = Math.max(series.last, shape.last)
  if (shape.first < series.first) {
    series.first = shape.first
    series.tag = shape.tag()
  }
  if (door === series.door) {
    series.isUsed ||= isUsed
    return
  }
  series.others ??= { doors: new Map(), ports: new Set() }
  const { doors, ports } = series.others
  if (ports.size < mostPorts) ports.add(shape.serverPort)
  const was = doors.get(door)
  if (was === undefined && doors.size >= mostDoors) return
  doors.set(door, was === true || isUsed)
}

function doorsOf({ others }: Series): number {
  return 1 + (others?.doors.size ?? 0)
}

/** Makes room: most keys are ordinary conversations with one server. */
function forgetSmall(table: Map<number, Series>): void {
  for (const [key, series] of table) if (doorsOf(series) < 3) table.delete(key)
  if (table.size >= mostClients) table.clear()
}
