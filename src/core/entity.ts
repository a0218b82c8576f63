// The names of the things a finding can be about.

export type EntityKind =
  | 'process'
  | 'file'
  | 'connection'
  | 'domain'
  | 'ip'
  | 'user'
  | 'key'
  | 'autostart'
  | 'container'
  | 'module'
  | 'wallet'
  | 'host'

/** `process:4242@8841203` is pid@start ticks; `file:/tmp/x`; `autostart:cron-d:/etc/cron.d/x#2`. */
export type EntityId<K extends EntityKind = EntityKind> = `${K}:${string}`

export function entity<K extends EntityKind>(kind: K, name: string): EntityId<K> {
  return `${kind}:${name}`
}

export function processId(pid: number, startTicks: number): EntityId<'process'> {
  return `process:${pid}@${startTicks}`
}

interface End {
  readonly address: string
  readonly port: number
}

/** `connection:tcp/192.0.2.1:5000-[2001:db8::1]:443`: the one way to write it, so that what the wire calls it meets what the host calls it. */
export function connectionId(transport: string, from: End, to: End, where = ''): EntityId<'connection'> {
  return `connection:${transport}/${endText(from)}-${endText(to)}${where}`
}

/** An address of IPv6 stands in brackets (RFC 5952 §6). */
function endText({ address, port }: End): string {
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`
}

export function kindOf(id: EntityId): EntityKind {
  return id.slice(0, id.indexOf(':')) as EntityKind
}

/** The part after the kind: a path, a user name, `pid@ticks`. */
export function nameOf(id: EntityId): string {
  return id.slice(id.indexOf(':') + 1)
}
