// Reads one physical line of a shell script after another: quotes, substitutions, here-documents, and where commands begin.

export type ShellDialect = 'sh' | 'fish'

/** What is open at the end of a line, and what the commands so far were. */
export interface ShellState {
  /** Open quotes and brackets, innermost last; "$(" and "`" are command substitutions. */
  open: string[]
  /** For each open substitution: whether a command's name was awaited where it began. */
  awaited: boolean[]
  /** Here-documents whose bodies follow. */
  hereDocs: { delimiter: string; tabs: boolean }[]
  /** Compound commands opened less those closed. */
  depth: number
  /** Any compound command was opened. */
  compound: boolean
  /** The last line of code ended in "|", "&&", "||" or a function's name: what belongs to it follows. */
  unfinished: boolean
  /** The line ended in a backslash outside single quotes and comments. */
  continued: boolean
  /** The next word is a command's name. */
  atCommand: boolean
  /** The next word is the name of a function that is being defined. */
  naming: boolean
  /** Name of each simple command, as written; `eval`, `.`, `source` and `cat` with the start of their argument. */
  commands: string[]
  /** The text without comments and here-document bodies. */
  bare: string[]
}

export function freshState(): ShellState {
  return {
    open: [],
    awaited: [],
    hereDocs: [],
    depth: 0,
    compound: false,
    unfinished: false,
    continued: false,
    atCommand: true,
    naming: false,
    commands: [],
    bare: [],
  }
}

const openers = {
  sh: new Set('if for while until select case {'.split(' ')),
  fish: new Set('if for while switch function begin'.split(' ')),
}
const closers = { sh: new Set('fi done esac }'.split(' ')), fish: new Set(['end']) }
const beforeCommand = new Set(
  'if then else elif fi do done esac } while until ! { time function begin and or not command builtin exec nohup sudo env'.split(' '),
)
/** What follows the first word of a case pattern: alternatives, and the bracket that ends it. */
const casePattern = /^ *(?:\| *[^\s;&|()]* *)*\)/
/** A function whose body is yet to come. */
const functionHead = /(?:^|[\s;])[\w:.-]+\s*\(\s*\)$|(?:^|[\s;])function\s+[\w:.-]+$/
/** A word ends at these. */
const breaks = ' \t;&|()<>\r'

/** Whether everything that was opened is closed again. */
export function isComplete(state: ShellState): boolean {
  return state.open.length === 0 && state.hereDocs.length === 0 && state.depth <= 0 && !state.continued && !state.unfinished
}

/** Takes one line without its line end into account. */
export function scanLine(state: ShellState, line: string, dialect: ShellDialect): void {
  const document = state.hereDocs[0]
  if (document !== undefined && awaitsCommands(state)) {
    if ((document.tabs ? line.replace(/^\t+/, '') : line) === document.delimiter) state.hereDocs.shift()
    return
  }
  if (!state.continued && awaitsCommands(state)) state.atCommand = true
  state.continued = false
  const length = codeLength(state, line, dialect)
  const code = line.slice(0, length).trimEnd()
  state.bare.push(line.slice(0, length))
  if (code !== '')
    state.unfinished = awaitsCommands(state) && (/(?:\||&&)$/.test(code) || (dialect === 'sh' && functionHead.test(code.slice(-200))))
}

/** Not within a quote, where the end of a line is but a character. */
function awaitsCommands({ open }: ShellState): boolean {
  const top = open.at(-1)
  return top === undefined || top === '(' || top === '$(' || top === '`'
}

/** Scans and gives the length of the line before its comment. */
function codeLength(state: ShellState, line: string, dialect: ShellDialect): number {
  let wordStart = -1
  const endWord = (at: number): void => {
    if (wordStart >= 0) takeWord(state, line.slice(wordStart, at), line.slice(at, at + 200), dialect)
    wordStart = -1
  }
  for (let i = 0; i < line.length; i++) {
    const c = line[i]!
    const top = state.open.at(-1)
    if (c === '\\' && top !== "'") {
      if (i === line.length - 1) state.continued = true
      else if (wordStart < 0) wordStart = i
      i++
    } else if (top === "'" || top === "$'") {
      if (c === "'") state.open.pop()
    } else if (top === '"' && c === '"') state.open.pop()
    else if (c === '`') {
      if (top === '`') {
        endWord(i)
        closeCommand()
      } else openCommand(i)
    } else if (c === '$' && line[i + 1] === '(') openCommand(i++)
    else if (c === '$' && line[i + 1] === '{') {
      if (wordStart < 0) wordStart = i
      state.open.push('{')
      i++
    } else if (top === '{' && c === '}') state.open.pop()
    else if (top === '"' || top === '{') {
      if (top === '{' && (c === '"' || c === "'")) state.open.push(c)
    } else if (c === '"' || c === "'") {
      if (wordStart < 0) wordStart = i
      state.open.push(c === "'" && line[i - 1] === '$' ? "$'" : c)
    } else if (c === '#' && wordStart < 0) return i
    else if (breaks.includes(c)) {
      endWord(i)
      if (c === ')' && top === '$(') {
        closeCommand()
        continue
      }
      if (c === '(') state.open.push('(')
      else if (c === ')' && top === '(') state.open.pop()
      else if (c === '<' && line[i + 1] === '<') i = hereDocument(i)
      else if (c === '>' || c === '<') {
        while (i + 1 < line.length && ' \t>&|'.includes(line[i + 1]!)) i++
        while (i + 1 < line.length && !' \t;|()'.includes(line[i + 1]!) && !'\'"`$'.includes(line[i + 1]!)) i++
        continue
      }
      if (c === ';' || c === '&' || c === '|' || c === '(' || c === ')') state.atCommand = true
    } else if (wordStart < 0) wordStart = i
  }
  endWord(line.length)
  return line.length

  function openCommand(at: number): void {
    const inWord = wordStart
    endWord(at)
    if (inWord < 0 && state.atCommand && state.open.at(-1) !== '"') state.commands.push('$(')
    state.open.push(line[at] === '`' ? '`' : '$(')
    state.awaited.push(state.atCommand && !(inWord < 0))
    state.atCommand = true
  }
  function closeCommand(): void {
    state.open.pop()
    state.atCommand = state.awaited.pop() ?? false
  }
  function hereDocument(at: number): number {
    if (line[at + 2] === '<') return at + 2
    const word = /^(-?)[ \t]*(?:'([^']{1,200})'|"([^"]{1,200})"|\\?([A-Za-z_!][^\s;&|()<>'"`]{0,200}))/.exec(line.slice(at + 2, at + 420))
    if (word === null || dialect === 'fish') return at + 1
    state.hereDocs.push({ delimiter: word[2] ?? word[3] ?? word[4] ?? '', tabs: word[1] === '-' })
    return at + 1 + word[0].length
  }
}

function takeWord(state: ShellState, word: string, after: string, dialect: ShellDialect): void {
  if (!state.atCommand) return
  if (state.naming) {
    state.naming = false
    return
  }
  if (dialect === 'sh' && /^\s*\(\s*\)/.test(after)) return
  state.naming = word === 'function'
  if (/^[A-Za-z_][A-Za-z0-9_]*(?:\[[^\]]*\])?\+?=/.test(word)) return
  if (!state.open.includes('(') && !state.open.includes('$(') && casePattern.test(after)) return
  if (openers[dialect].has(word)) {
    state.depth++
    state.compound = true
  } else if (closers[dialect].has(word)) state.depth--
  state.commands.push(/^(?:eval|source|\.|cat)$/.test(word) ? `${word} ${after.trimStart()}` : word)
  state.atCommand = beforeCommand.has(word)
}
