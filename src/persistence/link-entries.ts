// Directories of links that switch services on: shared by the rc directories and OpenRC's runlevels.
import type { Autostart } from '../core/facts/autostart.ts'
import { type Gap, isGap } from '../core/gap.ts'
import type { HostView } from '../core/host.ts'
import { wholeFile } from './entry.ts'

interface Given {
  readonly kind: string
  readonly when: string
}

/** Every link (and plain file) whose name fits, as an entry that is the link itself: removing it leaves the script it points to. */
export function* linkEntries(host: HostView, directory: string, fits: RegExp, given: Given): Generator<Autostart | Gap> {
  const listed = host.files.list(directory)
  if (isGap(listed)) {
    if (listed.why !== 'absent' && listed.why !== 'unsupported') yield listed
    return
  }
  for (const { name } of [...listed].sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (!fits.test(name)) continue
    const path = `${directory}/${name}`
    const entry = { ...given, path, name, trigger: 'boot', user: 'root' } as const
    const target = host.files.readlink(path)
    if (!isGap(target)) {
      yield wholeFile({ ...entry, command: absolute(directory, target), text: `-> ${target}` }, new Uint8Array())
      continue
    }
    const content = host.files.read(path, 1 << 16)
    if (!isGap(content)) yield wholeFile({ ...entry, command: path }, content.bytes)
    else if (content.why !== 'absent' && content.why !== 'unsupported') yield content
  }
}

/** Link names in directories that exist: which services are switched on. */
export function linkedNames(host: HostView, directories: readonly string[], name: RegExp): { any: boolean; names: ReadonlySet<string> } {
  const names = new Set<string>()
  let any = false
  for (const directory of directories) {
    const listed = host.files.list(directory)
    if (isGap(listed)) continue
    any = true
    for (const link of listed) {
      const match = name.exec(link.name)
      if (match !== null) names.add(match[1] ?? '')
    }
  }
  return { any, names }
}

function absolute(directory: string, target: string): string {
  const parts: string[] = []
  for (const part of (target.startsWith('/') ? target : `${directory}/${target}`).split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '' && part !== '.') parts.push(part)
  }
  return `/${parts.join('/')}`
}
