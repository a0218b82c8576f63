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

export function kindOf(id: EntityId): EntityKind {
  return id.slice(0, id.indexOf(':')) as EntityKind
}

/** The part after the kind: a path, a user name, `pid@ticks`. */
export function nameOf(id: EntityId): string {
  return id.slice(id.indexOf(':') + 1)
}
