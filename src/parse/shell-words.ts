// Shell text to simple commands: words with their quotes taken off, operators, redirections and substitutions. Linear and forgiving.

export interface Redirect {
  /** ">", ">>", "<", "<<<", "&>", … with its file descriptor as written. */
  readonly operator: string
  readonly target: string
}

export interface SimpleCommand {
  /** Words after quote removal. A substitution stands in its word as written. */
  readonly words: readonly string[]
  /** NAME=value before the first word. */
  readonly assignments: readonly string[]
  readonly redirects: readonly Redirect[]
  /** Text inside $(…), `…`, <(…) of any word. */
  readonly substitutions: readonly string[]
  /** What follows: "|", "&&", "||", ";", "&", "\n", or '' at the end. */
  readonly then: string
}

/** Text past this is not looked at. */
export const longestShellText = 256 << 10
const mostCommands = 20_000

const reserved = new Set([
  'if',
  'then',
  'else',
  'elif',
  'fi',
  'do',
  'done',
  'while',
  'until',
  '{',
  '}',
  '!',
  'time',
  'esac',
  'in',
  'function',
])

/** Simple commands in order, those within (…) and {…} included. Never throws; what is unbalanced runs to the end. */
export function shellCommands(given: string): SimpleCommand[] {
  const text = given.length > longestShellText ? given.slice(0, longestShellText) : given
  const commands: SimpleCommand[] = []
  let words: string[] = []
  let assignments: string[] = []
  let redirects: Redirect[] = []
  let substitutions: string[] = []
  let word = ''
  let inWord = false
  let pending: string | undefined
  let i = 0

  const endWord = (): void => {
    if (!inWord) return
    if (pending !== undefined) redirects.push({ operator: pending, target: word })
    else if (words.length === 0 && /^[A-Za-z_][A-Za-z0-9_]*\+?=/.test(word)) assignments.push(word)
    else if (words.length > 0 || !reserved.has(word)) words.push(word)
    pending = undefined
    word = ''
    inWord = false
  }
  const endCommand = (then: string): void => {
    endWord()
    pending = undefined
    const last = commands.at(-1)
    if (words.length + assignments.length + redirects.length > 0) commands.push({ words, assignments, redirects, substitutions, then })
    else if (last !== undefined && (then === '|' || then === '&')) commands[commands.length - 1] = { ...last, then } // "(…) | sh": the group's end
    words = []
    assignments = []
    redirects = []
    substitutions = []
  }
  const substitute = (open: number, close: string): void => {
    const end = closing(text, open, close)
    substitutions.push(text.slice(open, end))
    i = Math.min(end + 1, text.length)
  }

  while (i < text.length && commands.length < mostCommands) {
    const c = text[i]!
    const next = text[i + 1] ?? ''
    if (c === '\\') {
      if (next !== '\n') {
        word += next
        inWord = true
      }
      i += 2
    } else if (c === "'") {
      const end = text.indexOf("'", i + 1)
      word += text.slice(i + 1, end < 0 ? text.length : end)
      inWord = true
      i = end < 0 ? text.length : end + 1
    } else if (c === '"') {
      inWord = true
      i++
      let from = i
      while (i < text.length && text[i] !== '"') {
        if (text[i] === '\\') {
          word += text.slice(from, i) + (/["\\$`]/.test(text[i + 1] ?? '') ? '' : '\\')
          from = i + 1
          i += 2
        } else if (text[i] === '`') substitute(i + 1, '`')
        else if (text[i] === '$' && text[i + 1] === '(') substitute(i + 2, ')')
        else i++
      }
      word += text.slice(from, Math.min(i, text.length))
      i++
    } else if (c === '`' || ((c === '$' || c === '<' || c === '>') && next === '(')) {
      const from = i
      substitute(c === '`' ? i + 1 : i + 2, c === '`' ? '`' : ')')
      word += text.slice(from, i)
      inWord = true
    } else if (c === '#' && !inWord) {
      const end = text.indexOf('\n', i)
      i = end < 0 ? text.length : end
    } else if (c === '\n' || c === ';' || c === '(' || c === ')') {
      endCommand(c === '\n' ? '\n' : ';')
      i++
    } else if (c === '|') {
      endCommand(next === '|' ? '||' : '|')
      i += next === '|' || next === '&' ? 2 : 1
    } else if (c === '&' && next !== '>') {
      endCommand(next === '&' ? '&&' : '&')
      i += next === '&' ? 2 : 1
    } else if (c === '>' || c === '<' || c === '&') {
      const operator = /^(?:&>>?|>>|>&|>\||>|<<<|<<-?|<>|<&|<)/.exec(text.slice(i, i + 3))?.[0] ?? c
      const descriptor = inWord && /^\d$/.test(word) ? word : ''
      if (descriptor !== '') {
        word = ''
        inWord = false
      } else endWord()
      pending = descriptor + operator
      i += operator.length
    } else if (c === ' ' || c === '\t' || c === '\r' || c === '\0') {
      endWord()
      i++
    } else {
      word += c
      inWord = true
      i++
    }
  }
  endCommand('')
  return commands
}

/** Index of the matching close, quotes and nesting minded, or the end of the text. */
function closing(text: string, from: number, close: string): number {
  let depth = 1
  for (let i = from; i < text.length; i++) {
    const c = text[i]!
    if (c === '\\') i++
    else if (close === '`') {
      if (c === '`') return i
    } else if (c === "'") {
      const end = text.indexOf("'", i + 1)
      if (end < 0) return text.length
      i = end
    } else if (c === '(') depth++
    else if (c === ')' && --depth === 0) return i
  }
  return text.length
}
