// In how many ways a regular expression can be tried at one place of a text: rules may only use patterns for which that is few.

/** Alternatives and options: each may cost one more try at a place. */
const mostChoices = 64

/** How often its repetitions may be tried together, or what the pattern uses that may take for ever. */
export function patternSteps(pattern: string): number | string {
  try {
    new RegExp(pattern)
  } catch {
    return 'like is no regular expression'
  }
  // "Up to the next slash" has one way only. Escaped characters and classes are one character each.
  const bare = pattern
    .replace(/\[\^(.)\]\{\d+,\d+\}\1/g, '$1')
    .replace(/\\[^\d]|\\0/g, '.')
    .replace(/\[(?:[^\]])*\]/g, '.')
  if (/\\[1-9]/.test(bare)) return 'like must not refer back'
  if (/\(\?(?!:)/.test(bare)) return 'like must not look around'
  if (/[*+]|\{\d+,\}/.test(bare)) return 'like must say how often at most: {0,200}'
  if (/\)\{/.test(bare)) return 'like must not repeat groups'
  if (bare.split(/[|?]/).length > mostChoices) return 'like has too many choices'
  return Math.max(...branches(bare).map(ways))
}

/** The alternatives at the top: one is tried after another. */
function branches(bare: string): readonly string[] {
  const found = ['']
  let depth = 0
  for (const sign of bare) {
    if (sign === '(') depth++
    if (sign === ')') depth--
    if (sign === '|' && depth === 0) found.push('')
    else found[found.length - 1] += sign
  }
  return found
}

function ways(branch: string): number {
  const bounds = [...branch.matchAll(/\{(\d+)(?:,(\d+))?\}/g)]
  return bounds.reduce((product, [, least = '0', most]) => product * (1 + (most === undefined ? 0 : Number(most) - Number(least))), 1)
}
