// What the things of an incident say of themselves, as events beside those of the logs.
import type { HostEvent } from '../core/event.ts'
import type { Facts } from '../core/facts.ts'
import { isGap } from '../core/gap.ts'
import type { HostView } from '../core/host.ts'
import type { Incident } from '../core/incident.ts'
import { fileEvents } from './file-times.ts'
import { processEvent } from './process-origins.ts'

/** The name of an account by its uid, which is its number where no accounts are known. */
export function namesOf(facts: Facts | undefined): (uid: number) => string {
  const names = new Map((facts?.users ?? []).map(u => [u.uid, u.name]))
  return uid => names.get(uid) ?? (uid === 0 ? 'root' : String(uid))
}

/** `host` is the one on which the incident lies; absent where only its logs are at hand. */
export function originEvents(incident: Incident, facts: Facts | undefined, host: HostView | undefined): readonly HostEvent[] {
  const nameOf = namesOf(facts)
  const { processes = [], files = [] } = incident.origins ?? {}
  return [
    ...processes.flatMap(p => processEvent(incident.host, p, nameOf) ?? []),
    ...fileEvents(incident.host, files, nameOf, host),
    ...(host === undefined ? [] : keyFileEvents(incident.host, facts?.sshKeys ?? [], new Set(files.map(f => f.path)), nameOf, host)),
  ]
}

/** When files of keys that open accounts came and were changed last: who came by a key younger than that brought it. */
function keyFileEvents(
  name: string,
  keys: Facts['sshKeys'],
  told: ReadonlySet<string>,
  nameOf: (uid: number) => string,
  { files }: HostView,
): readonly HostEvent[] {
  const users = new Map(keys.map(({ path, user }) => [path, user]))
  return [...users].flatMap(([path, target]) => {
    const stat = told.has(path) ? undefined : files.stat(path)
    if (stat === undefined || isGap(stat)) return []
    return fileEvents(name, [{ ...stat, id: `file:${path}`, path }], nameOf).map(event => ({ ...event, target }))
  })
}
