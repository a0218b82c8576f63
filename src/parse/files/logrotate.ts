// logrotate.conf(5): which logs are rotated when, how many of them stay, and whether the current file is copied and emptied.

export interface RotationRule {
  /** Patterns of paths, as written. */
  readonly paths: readonly string[]
  /** How many old files stay. */
  readonly keeps: number
  /** Days between two rotations; 0 when only size decides. */
  readonly days: number
  readonly copyTruncate: boolean
}

interface Settings {
  keeps: number
  days: number
  copyTruncate: boolean
}

const periods: Readonly<Record<string, number>> = { hourly: 1 / 24, daily: 1, weekly: 7, monthly: 31, yearly: 366 }
const mostRules = 2000

/** Rules of one file. What stands outside of braces is the default of all that follow, in this file and in those that it includes: `defaults` of the last one. */
export function parseLogrotate(
  text: string,
  given: Partial<Settings> = {},
): { readonly rules: readonly RotationRule[]; readonly defaults: Settings } {
  const defaults: Settings = { keeps: 0, days: 7, copyTruncate: false, ...given }
  const rules: RotationRule[] = []
  let paths: string[] = []
  let inside: Settings | undefined
  let script = false
  for (const raw of text.split('\n')) {
    const line = raw.trim()
    if (script) {
      script = line !== 'endscript'
      continue
    }
    if (line === '' || line.startsWith('#')) continue
    if (/^(?:pre|post|first|last)(?:rotate|action)|^preremove/.test(line)) script = true
    else if (inside === undefined && /^["'/~]/.test(line)) {
      const open = line.endsWith('{')
      paths.push(...pathsIn(open ? line.slice(0, -1) : line))
      if (open) inside = { ...defaults }
    } else if (line === '{') inside = { ...defaults }
    else if (line === '}') {
      if (inside !== undefined && rules.length < mostRules) rules.push({ paths, ...inside })
      paths = []
      inside = undefined
    } else apply(line, inside ?? defaults)
  }
  return { rules, defaults }
}

function pathsIn(text: string): string[] {
  return [...text.matchAll(/"([^"]{1,500})"|'([^']{1,500})'|([^\s"']{1,500})/g)].map(m => m[1] ?? m[2] ?? m[3] ?? '')
}

function apply(line: string, to: Settings): void {
  const [word = '', value = ''] = line.split(/[\s=]+/, 2)
  if (word === 'rotate' && /^-?\d{1,5}$/.test(value)) to.keeps = Number(value)
  else if (word === 'copytruncate') to.copyTruncate = true
  else if (word === 'nocopytruncate') to.copyTruncate = false
  else if (word === 'size') to.days = 0
  else to.days = periods[word] ?? to.days
}
