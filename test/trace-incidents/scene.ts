// A made-up host on which an incident is told by log files, by what runs, and by what was left: everything that tracing looks at.
import type { Facts } from '../../src/core/facts.ts'
import { factsOf } from '../../src/core/facts.ts'
import type { HostView } from '../../src/core/host.ts'
import type { Incident } from '../../src/core/incident.ts'
import type { Instant } from '../../src/core/instant.ts'
import type { FileOrigin, ProcessOrigin } from '../../src/core/origin.ts'
import { memoryHost, type Node } from '../../src/host/memory.ts'
import { fileOrigin, incidentOf, processOrigin } from '../events.ts'
import { processOf, socketOf, userOf } from '../facts.ts'
import type { Chance } from './chance.ts'

export const minute = 60_000
export const hour = 60 * minute
export const day = 24 * hour

/** What became of the records of a kind: kept, emptied by the intruder, begun only after the intrusion, or never there. */
export type Fate = 'kept' | 'wiped' | 'rotated' | 'absent'

export class Scene {
  readonly chance: Chance
  /** When they came in, and when the malware was there. */
  readonly entry: number
  readonly anchor: number
  readonly scan: number
  readonly owner: string
  /** Whether the malware still runs, so that it can be asked. */
  readonly alive: boolean
  private readonly lines = new Map<string, [number, string][]>()
  private readonly files: Record<string, Node> = { '/etc/passwd': passwd, '/etc/localtime': { link: '/usr/share/zoneinfo/Etc/UTC' } }
  private readonly running: { name: string; argv: string[]; listen: string }[] = []
  readonly findings: Incident['findings'][number][] = []
  origin: Partial<ProcessOrigin> = {}
  dropped = '/tmp/.x/xmrig'
  fileOwner = 0

  constructor(chance: Chance, owner = 'root') {
    this.chance = chance
    this.entry = Date.UTC(
      2026,
      chance.between(0, 8),
      chance.between(1, 28),
      chance.between(0, 23),
      chance.between(0, 59),
      chance.between(0, 59),
    )
    this.anchor = this.entry + (chance.is(0.75) ? chance.between(2, 90) * 1000 : chance.between(3, 300) * minute)
    this.scan = this.anchor + chance.between(2, 200) * hour
    this.owner = owner
    this.alive = chance.is(0.6)
  }

  /** A line of a log, given how its time is written. */
  log(path: string, at: number, text: (time: Date) => string): void {
    const list = this.lines.get(path) ?? []
    this.lines.set(path, list)
    if (at < this.scan) list.push([at, text(new Date(at))])
  }

  syslog(path: string, at: number, tag: string, text: string): void {
    this.log(
      path,
      at,
      time => `${time.toISOString().slice(0, 19)}.${String(time.getUTCMilliseconds()).padStart(3, '0')}000+00:00 web1 ${tag}: ${text}`,
    )
  }

  put(path: string, node: Node): void {
    this.files[path] = node
  }

  serve(name: string, listen: string, argv: string[] = [name]): void {
    this.running.push({ name, argv, listen })
  }

  /** What happens to a log at the end: emptied after the intrusion, or without its older part. */
  fate(path: string, fate: Fate): void {
    const list = this.lines.get(path)
    if (list === undefined) return
    const from = fate === 'wiped' ? this.anchor + 2 * minute : fate === 'rotated' ? this.anchor + 6 * hour : 0
    if (fate === 'absent') this.lines.delete(path)
    else
      this.lines.set(
        path,
        list.filter(([at]) => at >= from),
      )
  }

  /** Whether a log still has a line of this moment. */
  tells(path: string, at: number): boolean {
    return this.lines.get(path)?.some(([time]) => Math.abs(time - at) < 1000) === true
  }

  host(): HostView {
    const tree: Record<string, Node> = { ...this.files }
    for (const [path, list] of this.lines) {
      const text = list.sort((a, b) => a[0] - b[0]).map(([, line]) => `${line}\n`)
      tree[path] = { content: text.join(''), mtime: iso(list.at(-1)?.[0] ?? this.anchor) }
    }
    return memoryHost(tree, { name: 'web1', now: iso(this.scan) })
  }

  facts(): Facts {
    const processes = this.running.map(({ name, argv }, i) =>
      processOf({ pid: 100 + i, name, argv, startTicks: i, exe: { path: `/usr/sbin/${name}`, deleted: false, memfd: false } }),
    )
    const sockets = this.running.flatMap(({ listen }, i) => {
      const [address = '', port = '0'] = listen.split(/:(?=\d+$)/)
      return listen === ''
        ? []
        : [
            socketOf({
              state: 'LISTEN',
              local: { address, port: Number(port) },
              remote: { address: '0.0.0.0', port: 0 },
              owners: [processes[i]!.id],
            }),
          ]
    })
    const users = Object.entries(accounts).map(([name, uid]) => userOf({ name, uid }))
    return factsOf({ processes, sockets, users })
  }

  incident(): Incident {
    const born = iso(this.anchor).slice(0, 19).replace('T', ' ')
    const process = processOrigin(
      4242,
      iso(this.anchor + 3000)
        .slice(0, 19)
        .replace('T', ' '),
      { exe: this.dropped, uid: this.fileOwner, cgroup: '/system.slice/cron.service', ...this.origin },
    )
    const file: FileOrigin = fileOrigin(this.dropped, born, { uid: this.fileOwner })
    const base = incidentOf()
    return {
      ...base,
      host: 'web1',
      findings: [base.findings[0], ...this.findings],
      members: ['process:4242@1', `file:${this.dropped}`],
      origins: { processes: this.alive ? [process] : [], files: [file] },
    }
  }
}

export const iso = (ms: number): Instant => new Date(ms).toISOString() as Instant

export const accounts: Readonly<Record<string, number>> = {
  root: 0,
  deploy: 1000,
  alice: 1001,
  'www-data': 33,
  redis: 110,
  postgres: 111,
  jenkins: 112,
  mysql: 113,
  confluence: 114,
  activemq: 115,
  weblogic: 116,
  hadoop: 117,
  nacos: 118,
  node: 119,
}

const passwd = Object.entries(accounts)
  .map(([name, uid]) => `${name}:x:${uid}:${uid}::${uid === 0 ? '/root' : `/home/${name}`}:/bin/bash\n`)
  .join('')
