// How titles call a thing: a process by pid and name, an entry or key by its file, a container by its short id.
import { type EntityId, kindOf, nameOf } from '../core/entity.ts'
import type { Facts } from '../core/facts.ts'
import { labelOf } from './process-words.ts'

/** Names of the things of these facts. */
export function entityLabels({ processes }: Pick<Facts, 'processes'>): (id: EntityId) => string {
  const known = new Map<EntityId, string>(processes.map(process => [process.id, labelOf(process)]))
  return id => {
    const name = nameOf(id)
    switch (kindOf(id)) {
      case 'process':
        return known.get(id) ?? name.replace(/@.*/, '')
      case 'autostart':
        return /^[^/]*?:(\/.*?)(?:#\d+(?:-\d+)?)?$/s.exec(name)?.[1] ?? name
      case 'key':
        return name.replace(/#SHA256:.*/, '')
      case 'container':
        return name.slice(0, 12)
      default:
        return name
    }
  }
}
