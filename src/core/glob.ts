// Paths of a host by a pattern with "*" and "?" in its parts, as glob(7) has it.
import { isGap } from './gap.ts'
import type { Files } from './host.ts'

/** Existing paths in name order, at most `max`; leading dots are matched only by a leading dot. */
export function glob(files: Files, pattern: string, max = 1000): readonly string[] {
  let found: readonly string[] = ['']
  for (const part of pattern.split('/').filter(p => p !== '')) {
    const next: string[] = []
    for (const directory of found) {
      if (next.length >= max) break
      if (!/[*?]/.test(part)) next.push(`${directory}/${part}`)
      else next.push(...matching(files, directory, part))
    }
    found = next.slice(0, max)
  }
  return found.filter(path => !isGap(files.lstat(path)))
}

function matching(files: Files, directory: string, part: string): string[] {
  const entries = files.list(directory === '' ? '/' : directory)
  if (isGap(entries)) return []
  const names = entries.map(entry => entry.name).filter(name => (part.startsWith('.') || !name.startsWith('.')) && matches(name, part))
  return names.sort().map(name => `${directory}/${name}`)
}

/** Two fingers, one step back to the last "*": linear in practice, never exponential. */
export function matches(name: string, pattern: string): boolean {
  let n = 0
  let p = 0
  let star = -1
  let retry = 0
  while (n < name.length) {
    if (pattern[p] === '*') {
      star = p++
      retry = n
    } else if (p < pattern.length && (pattern[p] === '?' || pattern[p] === name[n])) {
      p++
      n++
    } else if (star >= 0) {
      p = star + 1
      n = ++retry
    } else return false
  }
  while (pattern[p] === '*') p++
  return p === pattern.length
}
