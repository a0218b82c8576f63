// One path, several spellings: hosts where /bin is a link to usr/bin, and packages that know only one of the names.
import { isGap } from '../../core/gap.ts'
import type { HostView } from '../../core/host.ts'
import type { Recorded } from './record.ts'

const mergeable = ['bin', 'sbin', 'lib', 'lib32', 'lib64', 'libx32']

/**
 * How a package may have spelled a path: where /bin is a link to usr/bin, "/usr/bin/ls" may be recorded as "/bin/ls" and the other way
 * round. Gives a function from a path to its spellings, the path itself first.
 */
export function spellings(host: HostView): (path: string) => readonly string[] {
  const merged = mergeable.filter(name => {
    const target = host.files.readlink(`/${name}`)
    return !isGap(target) && target.replace(/^\//, '') === `usr/${name}`
  })
  return path => {
    const [, first = '', second = ''] = path.split('/', 3)
    if (first === 'usr' && merged.includes(second)) return [path, path.slice(4)]
    return merged.includes(first) ? [path, `/usr${path}`] : [path]
  }
}

/** The records of these paths under any of their spellings, by the path as asked. */
export function lookUp(
  records: ReadonlyMap<string, Recorded>,
  paths: ReadonlySet<string>,
  spell: (path: string) => readonly string[],
): ReadonlyMap<string, Recorded> {
  const found = new Map<string, Recorded>()
  for (const path of paths) {
    const record = spell(path)
      .map(spelled => records.get(spelled))
      .find(known => known !== undefined)
    if (record !== undefined) found.set(path, record)
  }
  return found
}
