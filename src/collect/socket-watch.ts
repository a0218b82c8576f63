// Who holds which socket, looked at again and again while packets pass. What has been seen once is remembered, for its packets may be looked at later.
import { connectionId, type EntityId, processId } from '../core/entity.ts'
import type { Socket } from '../core/facts/network.ts'
import { isGap } from '../core/gap.ts'
import type { Files } from '../core/host.ts'
import { kernelThreadFlag, parseProcStat } from '../parse/proc/stat.ts'
import { type ProcFiles, procFiles } from './proc-files.ts'
import { type Holder, socketsHeld } from './sockets.ts'

const mostRemembered = 65_536
const mostOpenFiles = 4096
/** Every so many looks all processes are read again, whether or not a new socket asks for it. */
const thorough = 10

interface Known extends Holder {
  readonly name: string
  readonly ppid: number
}

export class SocketWatch {
  private readonly files: Files
  private readonly proc: ProcFiles
  private readonly home: string
  private holders: readonly Known[] = []
  private readonly names = new Map<EntityId, string>()
  private readonly remembered = new Map<EntityId, Socket>()
  /** Inodes nobody was found for: kernel sockets, processes of others. */
  private readonly orphans = new Set<number>()
  private looks = 0

  constructor(files: Files) {
    this.files = files
    this.proc = procFiles(files)
    this.home = inode(this.proc.link('/proc/self/ns/net'))
  }

  /** Looks once; the sockets that were not known before, or not their owners. */
  look(): readonly Socket[] {
    if (this.looks++ % thorough === 0) this.readHolders()
    let rows = this.rows()
    if (rows.some(({ owners, inode: id }) => owners.length === 0 && id > 0 && !this.orphans.has(id))) {
      this.readHolders()
      rows = this.rows()
      if (this.orphans.size > mostRemembered) this.orphans.clear()
      for (const { owners, inode: id } of rows) if (owners.length === 0) this.orphans.add(id)
    }
    return rows.filter(row => this.remember(row))
  }

  /** All that were seen, under the names that conversations on the wire have. */
  sockets(): readonly Socket[] {
    return [...this.remembered.values()]
  }

  /** Names of those who hold the connection: "sshd[812]". */
  holdersOf(connection: EntityId): readonly string[] {
    return this.remembered.get(connection)?.owners.flatMap(owner => this.names.get(owner) ?? []) ?? []
  }

  /** "sshd[812]"; undefined for one that was not seen. */
  nameOf(process: EntityId): string | undefined {
    return this.names.get(process)
  }

  /** Established connections that a program of that name holds which `pid` descends from. */
  heldByAncestor(pid: number, isMeant: (name: string) => boolean): readonly Socket[] {
    const byPid = new Map(this.holders.map(holder => [holder.pid, holder]))
    const line = new Set<EntityId>()
    for (let at = byPid.get(pid); at !== undefined && !line.has(at.id); at = byPid.get(at.ppid)) line.add(at.id)
    const meant = new Set(this.holders.filter(({ id, name }) => line.has(id) && isMeant(name)).map(({ id }) => id))
    return this.sockets().filter(({ state, owners }) => state === 'ESTABLISHED' && owners.some(owner => meant.has(owner)))
  }

  private rows(): readonly Socket[] {
    return [...socketsHeld(this.files, this.holders)].flatMap(row =>
      isGap(row) || row.protocol === 'packet' ? [] : [{ ...row, id: wireName(row) }],
    )
  }

  /** True when it tells something new. The own namespace comes before others where both have the name; an owner that was known is kept. */
  private remember(row: Socket): boolean {
    const known = this.remembered.get(row.id)
    if (known !== undefined && known.inode === row.inode) return false
    if (known !== undefined && ((known.netns === this.home && row.netns !== this.home) || row.owners.length === 0)) return false
    this.remembered.delete(row.id)
    this.remembered.set(row.id, row)
    const [oldest] = this.remembered.keys()
    if (this.remembered.size > mostRemembered && oldest !== undefined) this.remembered.delete(oldest)
    return true
  }

  private readHolders(): void {
    const { proc } = this
    this.holders = proc.numbers('/proc').flatMap(pid => {
      const stat = parseProcStat(proc.bytes(`/proc/${pid}/stat`) ?? new Uint8Array())
      if (stat === undefined || (stat.flags & kernelThreadFlag) !== 0) return []
      const id = processId(pid, stat.startTicks)
      this.names.set(id, `${stat.name}[${pid}]`)
      const open = proc.list(`/proc/${pid}/fd`, mostOpenFiles).flatMap(({ name }) => {
        const target = proc.link(`/proc/${pid}/fd/${name}`)
        return target?.startsWith('socket:') === true ? [{ fd: Number(name), target }] : []
      })
      const net = inode(proc.link(`/proc/${pid}/ns/net`))
      return [{ id, pid, ppid: stat.ppid, name: stat.name, state: stat.state, namespaces: net === '' ? {} : { net }, open }]
    })
    if (this.names.size <= mostRemembered) return
    const alive = new Set<EntityId>(this.holders.map(({ id }) => id))
    for (const id of this.names.keys()) if (!alive.has(id)) this.names.delete(id)
  }
}

/** Without the namespace, as src/wire names conversations. */
function wireName({ protocol, local, remote }: Socket): EntityId<'connection'> {
  return connectionId(protocol, local, remote)
}

function inode(link: string | undefined): string {
  return /\[(\d+)\]$/.exec(link ?? '')?.[1] ?? ''
}
