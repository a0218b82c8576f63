// Variables of a shell text that were given plain values, put in where the text uses them: "cc=http://…; curl $cc/x".
import type { SimpleCommand } from './shell-words.ts'

const use = /\$(?:\{([A-Za-z_]\w*)\}|([A-Za-z_]\w*))/g
/** Longer values and longer results stay as they are written, so that nothing grows without end. */
const longestValue = 1024
const longestWord = 4096
const mostVariables = 200

/** The commands with the variables that stood alone before them (NAME=value as a command of its own, or exported) put in. */
export function withVariables(commands: readonly SimpleCommand[]): SimpleCommand[] {
  const values = new Map<string, string>()
  const filled = (word: string): string => {
    if (values.size === 0 || !word.includes('$')) return word
    const put = word.replace(use, (written: string, braced?: string, bare?: string) => values.get(braced ?? bare ?? '') ?? written)
    return put.length > Math.max(longestWord, word.length) ? word : put
  }
  return commands.map(command => {
    const words = command.words.map(filled)
    const assignments = command.assignments.map(filled)
    const redirects = command.redirects.map(r => (r.target.includes('$') ? { ...r, target: filled(r.target) } : r))
    const lasting = words.length === 0 ? assignments : /^(?:export|readonly|declare|local)$/.test(words[0] ?? '') ? words.slice(1) : []
    for (const given of lasting) remember(values, given)
    return { ...command, words, assignments, redirects, substitutions: command.substitutions.map(filled) }
  })
}

/** A value that is none of plain text makes its name unknown again. */
function remember(values: Map<string, string>, given: string): void {
  const [, name, value] = /^([A-Za-z_]\w*)=(.*)$/s.exec(given) ?? []
  if (name === undefined || value === undefined) return
  if (value === '' || value.length > longestValue || /[$`\n]/.test(value) || values.size >= mostVariables) values.delete(name)
  else values.set(name, value)
}
