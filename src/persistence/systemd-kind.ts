// One kind for each type of system unit: services, timers, paths, sockets.

import type { Autostart } from '../core/facts/autostart.ts'
import { type Gap, isGap } from '../core/gap.ts'
import type { HostView } from '../core/host.ts'
import type { Persistence } from '../core/persistence.ts'
import type { Text } from '../core/text.ts'
import { disarmEntry, wholeFile } from './entry.ts'
import { systemDirectories } from './systemd-directories.ts'
import { unitSays } from './systemd-entries.ts'
import { type Manager, managerOf, unitFiles } from './systemd-units.ts'

/** All unit files of a type as entries; each file is one, but for those that run nothing. */
export function* unitEntries(host: HostView, manager: Manager, kind: string, suffix: string): Generator<Autostart | Gap> {
  for (const file of unitFiles(host, manager, suffix)) {
    if (isGap(file)) {
      yield file
      continue
    }
    const { path, name, bytes, disabled } = file
    const says = unitSays(host, manager, file)
    if (says.command === '') continue
    const entry = wholeFile({ kind, path, name, ...says }, bytes)
    yield disabled ? { ...entry, disabled } : entry
  }
}

/** The kind that lists the system's units of one type. */
export function systemUnitKind(id: string, type: string, summary: Text, techniques: readonly string[]): Persistence {
  return {
    id,
    summary,
    techniques,
    references: ['man:systemd.unit(5)', `man:systemd.${type}(5)`],
    platform: 'linux',
    *list(host) {
      yield* unitEntries(host, managerOf(host, systemDirectories(host)), id, `.${type}`)
    },
    disarm: disarmEntry,
  }
}
