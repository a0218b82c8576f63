// Malware families from rules/families: read with care, and matched by path pattern and by exact process name.
import type { Family } from '../core/intel.ts'
import { jsonOf } from '../parse/feeds/json.ts'
import { pathInside } from '../parse/places.ts'

const lists = ['paths', 'names', 'markers', 'references'] as const

/** The family a rule file describes, or what is wrong with it. */
export function parseFamily(text: string): Family | string {
  const value = jsonOf(text)
  if (typeof value !== 'object' || value === null) return 'is no JSON object'
  const given = value as Readonly<Record<string, unknown>>
  const { id, name, mines } = given as { id?: unknown; name?: unknown; mines?: unknown }
  if (typeof id !== 'string' || !/^[a-z0-9][a-z0-9-]{0,40}$/.test(id)) return 'id must be kebab-case'
  if (typeof name !== 'string' || typeof mines !== 'boolean') return 'name and mines are required'
  const strings = lists.map(list => given[list] ?? [])
  for (const [i, list] of strings.entries())
    if (!Array.isArray(list) || !list.every(item => typeof item === 'string' && item !== '')) return `${lists[i]} must be a list of texts`
  const [paths = [], names = [], markers = [], references = []] = strings as string[][]
  if (!paths.every(path => path.startsWith('/'))) return 'paths must be absolute'
  return { id, name, mines, paths, names, markers, references }
}

/** A path pattern as a regular expression: "*" is one part of a path or a piece of one. */
function patternOf(path: string): string {
  return path.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '[^/]*')
}

export interface FamilyMatcher {
  familiesOfPath(path: string): readonly Family[]
  familyOfName(name: string): Family | undefined
}

export function matcherOf(families: readonly Family[]): FamilyMatcher {
  const byName = new Map(
    families.flatMap(family => family.names.flatMap(name => [name, name.slice(0, 15)].map(key => [key, family] as const))),
  )
  const all = new RegExp(`^(?:${families.flatMap(f => f.paths.map(patternOf)).join('|') || '(?!)'})$`)
  const each = families.map(family => ({ family, pattern: new RegExp(`^(?:${family.paths.map(patternOf).join('|') || '(?!)'})$`) }))
  return {
    familiesOfPath(path) {
      const inside = pathInside(path)
      if (inside.length > 4096 || !all.test(inside)) return []
      return each.filter(({ pattern }) => pattern.test(inside)).map(({ family }) => family)
    },
    familyOfName: name => byName.get(name),
  }
}
