// From the path under which something was found to the one without symlinks: nothing is changed through a symlink.
import { type Gap, gap, isGap } from './gap.ts'
import type { Files } from './host.ts'

const mostLinks = 40

/** The path with every symlink resolved inside the root; the last part stays as it is unless `last` says to follow it, too. */
export function realPath(files: Files, path: string, last: 'follow' | 'keep'): string | Gap {
  const waiting = path.split('/').filter(part => part !== '' && part !== '.')
  let done: string[] = []
  for (let links = 0; waiting.length > 0; ) {
    const part = waiting.shift()!
    if (part === '..') {
      done.pop()
      continue
    }
    const here = `/${[...done, part].join('/')}`
    const target = waiting.length === 0 && last === 'keep' ? undefined : files.readlink(here)
    if (target === undefined || isGap(target)) {
      // "Is no symlink" is the ordinary answer; whatever else is wrong with the path is told when it is opened.
      done.push(part)
      continue
    }
    if (++links > mostLinks) return gap(path, 'malformed', 'too many symbolic links')
    if (target.startsWith('/')) done = []
    waiting.unshift(...target.split('/').filter(p => p !== '' && p !== '.'))
  }
  return `/${done.join('/')}`
}
