// Who administers whom: one machine that opens sessions of SSH, SMB, RDP and the like on many others and is let in, as administrators do, and worms with their keys.
import type { FlowShape, FlowWatch, FlowWatcher } from '../../core/dissector.ts'
import type { RemoteServices, WireRow } from '../../core/facts/wire.ts'
import { instantOf } from '../../core/instant.ts'
import { wireRow } from '../wire-row.ts'

/** By the dissector that knew it, else by port: what is encrypted from the first byte, or HTTP. */
const protocols: Readonly<Record<string, string>> = { ssh: 'ssh', smb: 'smb', rdp: 'rdp', redis: 'redis', telnet: 'telnet' }
const ports: Readonly<Record<number, string>> = { 5985: 'winrm', 5986: 'winrm', 2375: 'docker', 2376: 'docker', 10250: 'kubelet' }
/** Machines reached for the first time within an hour: fewer are an evening's work. */
const leastHosts = 8
const windowMicros = 3600e6
/** A session in which something was said after the greeting; of SSH's refused ones the server says less than 4 KB. */
const leastAnswers = 6
const leastSaid = 4000
/** Seen again after this long, a machine is visited by habit. */
const laterMicros = 900e6
const mostClients = 5000
const mostHosts = 512
const mostTold = 64

export const remoteServices: FlowWatcher = {
  id: 'remote-services',
  summary: {
    zh: '一台主机对多台主机的管理会话(SSH、SMB、RDP、WinRM、Docker 等)',
    en: 'sessions of one machine that administers many (SSH, SMB, RDP, WinRM, Docker …)',
  },
  techniques: ['T1021', 'T1570'],
  references: ['https://attack.mitre.org/techniques/T1021/'],
  open: emit => new Rounds(row => emit('remoteServices', row)),
}

interface Host {
  readonly address: string
  readonly first: number
  /** Visits with `laterMicros` between them. */
  visits: number
  last: number
}

interface Round {
  readonly service: string
  readonly row: WireRow
  readonly hosts: Map<number, Host>
  sessions: number
}

class Rounds implements FlowWatch {
  private readonly tell: (row: RemoteServices) => void
  private readonly clients = new Map<string, Round>()

  constructor(tell: (row: RemoteServices) => void) {
    this.tell = tell
  }

  flow(shape: FlowShape): void {
    const service = protocols[shape.protocol] ?? ports[shape.serverPort]
    if (service === undefined || !isSession(shape)) return
    const key = `${shape.clientKey} ${service}`
    let round = this.clients.get(key)
    if (round === undefined) {
      if (this.clients.size >= mostClients) this.forget()
      round = { service, row: wireRow(shape), hosts: new Map(), sessions: 0 }
      this.clients.set(key, round)
    }
    round.sessions++
    const { first, last, serverKey } = shape
    const host = round.hosts.get(serverKey)
    if (host !== undefined) {
      if (first - host.last > laterMicros) host.visits++
      host.last = Math.max(host.last, last)
    } else if (round.hosts.size < mostHosts) round.hosts.set(serverKey, { address: shape.server.address, first, visits: 1, last })
  }

  end(): void {
    for (const { service, row, hosts, sessions } of this.clients.values()) {
      const fresh = densest([...hosts.values()].toSorted((a, b) => a.first - b.first))
      if (fresh.length < leastHosts) continue
      const [begin] = fresh
      this.tell({
        ...row,
        at: instantOf((begin?.first ?? 0) / 1000) ?? row.at,
        service,
        hosts: fresh.slice(0, mostTold).map(({ address }) => address),
        reached: fresh.length,
        sessions,
        habitual: fresh.filter(({ visits }) => visits > 1).length,
        seconds: Math.round(((fresh.at(-1)?.first ?? 0) - (begin?.first ?? 0)) / 1e6),
      })
    }
    this.clients.clear()
  }

  private forget(): void {
    for (const [key, { hosts }] of this.clients) if (hosts.size < 3) this.clients.delete(key)
    if (this.clients.size >= mostClients) this.clients.clear()
  }
}

/** Opened, and spoken in by both; refused logins and greetings are not. */
function isSession({ transport, asked, answered, packets, bytes }: FlowShape): boolean {
  return transport === 'tcp' && asked && answered && packets[0] >= leastAnswers && packets[1] >= leastAnswers && bytes[1] >= leastSaid
}

/** Most hosts whose first contact lies within one hour; in the order of time. */
function densest(hosts: readonly Host[]): readonly Host[] {
  let best: readonly Host[] = []
  for (let start = 0, end = 0; end < hosts.length; end++) {
    while (hosts[end]!.first - hosts[start]!.first > windowMicros) start++
    if (end - start + 1 > best.length) best = hosts.slice(start, end + 1)
  }
  return best
}
