// Walks a path inside a root by hand, so that no symlink, absolute or relative, leads out: for sights that have no kernel to do it.
import { type Gap, gap, isGap } from '../core/gap.ts'

/** The target of the link at this already resolved path; undefined when it is no link; a Gap when it does not exist or cannot be read. */
export type ReadLink = (resolved: string) => string | undefined | Gap

const mostLinks = 40

/** The path without symlinks, ".." and doubled slashes. With `last` false the final component is not followed. */
export function resolveInside(path: string, readLink: ReadLink, last = true): string | Gap {
  let pending = path.split('/').filter(part => part !== '' && part !== '.')
  const done: string[] = []
  let links = 0
  while (pending.length > 0) {
    const [part, ...rest] = pending as [string, ...string[]]
    pending = rest
    if (part === '..') {
      done.pop()
      continue
    }
    const here = `/${[...done, part].join('/')}`
    if (rest.length === 0 && !last) {
      done.push(part)
      continue
    }
    const target = readLink(here)
    if (isGap(target)) return { ...target, source: path }
    if (target === undefined) {
      done.push(part)
      continue
    }
    if (++links > mostLinks) return gap(path, 'malformed', 'too many symbolic links')
    if (target.startsWith('/')) done.length = 0
    pending = [...target.split('/').filter(p => p !== '' && p !== '.'), ...rest]
  }
  return `/${done.join('/')}`
}
