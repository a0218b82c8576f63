// System commands that are not as their packages left them, and files in command directories that no package owns.
import type { Verification } from '../../core/facts/system.ts'
import { isGap } from '../../core/gap.ts'
import type { HostView } from '../../core/host.ts'
import { packageDatabases, recordsOf } from '../package-database/database.ts'
import { commandDirectoriesOf } from '../system-commands.ts'
import type { Subjects } from './subject.ts'

const mostUnowned = 300

export function addCommands(host: HostView, verifications: readonly Verification[], subjects: Subjects): void {
  for (const { path, result, sameContentAt } of verifications) {
    if (result === 'modified') subjects.add(path, 'command')
    for (const copy of sameContentAt ?? []) subjects.add(copy, 'command')
  }
  if (packageDatabases(host).length === 0) return
  const present = commandDirectoriesOf(host).flatMap(directory => {
    const entries = host.files.list(directory)
    return isGap(entries) ? [] : entries.filter(entry => entry.type === 'file').map(entry => `${directory}/${entry.name}`)
  })
  const records = recordsOf(host, new Set(present))
  for (const path of present.filter(path => !records.has(path)).slice(0, mostUnowned)) subjects.add(path, 'command')
}
