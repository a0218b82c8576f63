// sudoers(5): statements with their place; continued lines are joined, includes are given for the reader to follow.
import { logicalLines } from './logical-lines.ts'

export type SudoersStatement =
  | { readonly what: 'alias'; readonly line: number; readonly kind: string; readonly name: string; readonly members: readonly string[] }
  | { readonly what: 'include'; readonly line: number; readonly path: string; readonly directory: boolean }
  /** Defaults that switch the password off, for everyone (ALL) or the users named. */
  | { readonly what: 'unauthenticated'; readonly line: number; readonly text: string; readonly users: readonly string[] }
  | SudoersRule

export interface SudoersRule {
  readonly what: 'rule'
  /** Where the statement begins. */
  readonly line: number
  /** The whole statement, continuations joined. */
  readonly text: string
  readonly users: readonly string[]
  readonly commands: readonly SudoersCommand[]
}

export interface SudoersCommand {
  /** Users it may run as; empty when not said (then root). */
  readonly runAs: readonly string[]
  readonly noPassword: boolean
  readonly command: string
}

/** Far more than any real statement: what is longer is passed over, to bound the time that hostile input can take. */
const longestStatement = 65_536

export function* parseSudoers(bytes: Uint8Array): Generator<SudoersStatement> {
  for (const { number: line, joined: text } of logicalLines(bytes)) {
    if (text.length > longestStatement) continue
    const include = /^[@#]include(dir)?[ \t]+(.+)$/.exec(text)
    if (include !== null) {
      yield { what: 'include', line, path: unquote((include[2] ?? '').trim()), directory: include[1] !== undefined }
      continue
    }
    const statement = withoutComment(text)
    if (statement === '') continue
    const alias = /^((?:User|Runas|Host|Cmnd|Cmd)_Alias)[ \t]+/.exec(statement)
    if (alias !== null) yield* aliases(line, (alias[1] ?? '').replace('Cmd_', 'Cmnd_'), statement.slice(alias[0].length))
    else if (statement.startsWith('Defaults')) yield* defaults(line, statement)
    else yield* rules(line, statement)
  }
}

/** "#" begins a comment, except before a number (a uid) and within quotes or after a backslash. */
function withoutComment(text: string): string {
  for (const { c, i } of bare(text)) if (c === '#' && !/^#-?\d/.test(text.slice(i, i + 3))) return text.slice(0, i).trim()
  return text
}

/** Characters outside of quotes, escapes passed over. */
function* bare(text: string): Generator<{ c: string; i: number }> {
  let quoted = false
  for (let i = 0; i < text.length; i++) {
    const c = text[i] ?? ''
    if (c === '\\') i++
    else if (c === '"') quoted = !quoted
    else if (!quoted) yield { c, i }
  }
}

/** Pieces between separators that stand outside of quotes and parentheses. */
function split(text: string, separator: string): string[] {
  const pieces: string[] = []
  let depth = 0
  let start = 0
  for (const { c, i } of bare(text)) {
    if (c === '(') depth++
    else if (c === ')') depth = Math.max(0, depth - 1)
    else if (c === separator && depth === 0) {
      pieces.push(text.slice(start, i))
      start = i + 1
    }
  }
  return [...pieces, text.slice(start)].map(piece => piece.trim())
}

function listOf(text: string): string[] {
  return split(text, ',')
    .map(unquote)
    .filter(item => item !== '')
}

function unquote(text: string): string {
  return (text.length > 1 && text.startsWith('"') && text.endsWith('"') ? text.slice(1, -1) : text).replace(/\\(.)/g, '$1')
}

function* aliases(line: number, kind: string, text: string): Generator<SudoersStatement> {
  for (const piece of split(text, ':')) {
    const equals = piece.indexOf('=')
    const name = piece.slice(0, Math.max(0, equals)).trim()
    if (/^[A-Z][A-Z0-9_]*$/.test(name)) yield { what: 'alias', line, kind, name, members: listOf(piece.slice(equals + 1)) }
  }
}

function* defaults(line: number, text: string): Generator<SudoersStatement> {
  const head = /^Defaults(?:([:@!>])[ \t]*((?:[^\s,]+[ \t]*,[ \t]*)*[^\s,]+))?[ \t]+/.exec(text.slice(0, 2000))
  if (head === null || !listOf(text.slice(head[0].length)).includes('!authenticate')) return
  if (head[1] === undefined) yield { what: 'unauthenticated', line, text, users: ['ALL'] }
  else if (head[1] === ':') yield { what: 'unauthenticated', line, text, users: listOf(head[2] ?? '') }
}

/** user list, host list = commands [: host list = commands …] */
function* rules(line: number, text: string): Generator<SudoersStatement> {
  const equals = firstBare(text, '=')
  if (equals === undefined) return
  const left = text.slice(0, equals).replace(/[ \t]+/g, ' ')
  const end = endOfList(left)
  const users = listOf(left.slice(0, end))
  const commands = specsOf(text.slice(equals + 1)).flatMap(commandsOf)
  if (users.length > 0 && left.slice(end).trim() !== '' && commands.length > 0) yield { what: 'rule', line, text, users, commands }
}

function firstBare(text: string, wanted: string): number | undefined {
  for (const { c, i } of bare(text)) if (c === wanted) return i
  return undefined
}

/** Where the first comma-separated list ends: at the first blank with no comma on either side; blanks come one at a time here. */
function endOfList(text: string): number {
  for (const { c, i } of bare(text)) if (c === ' ' && i > 0 && text[i - 1] !== ',' && text[i + 1] !== ',') return i
  return text.length
}

const tagAtEnd = /(?:^|[\s,)])(?:(?:NO)?(?:PASSWD|EXEC|SETENV|LOG_INPUT|LOG_OUTPUT|MAIL|FOLLOW|INTERCEPT))$/

/** Command lists of all host specs: a ":" divides specs when a host list and "=" follow it and no tag such as NOPASSWD precedes it. */
function specsOf(text: string): string[] {
  const specs: string[][] = [[]]
  for (const piece of split(text, ':')) {
    const current = specs.at(-1)!
    const afterTag = tagAtEnd.test((current.at(-1) ?? '').slice(-40))
    const hosts = /^[!A-Za-z0-9_.,\s/-]{1,200}=/.exec(piece.slice(0, 201))
    if (current.length > 0 && hosts !== null && !afterTag) specs.push([piece.slice(hosts[0].length)])
    else current.push(piece)
  }
  return specs.map(pieces => pieces.join(':'))
}

function commandsOf(spec: string): SudoersCommand[] {
  let runAs: readonly string[] = []
  let noPassword = false
  const commands: SudoersCommand[] = []
  for (const item of split(spec, ',')) {
    let rest = item
    const as = /^\(([^)]*)\)/.exec(rest)
    if (as !== null) {
      runAs = listOf((as[1] ?? '').split(':')[0] ?? '')
      rest = rest.slice(as[0].length).trimStart()
    }
    for (let tag = tagOf(rest); tag !== undefined; tag = tagOf(rest)) {
      if (tag.name === 'NOPASSWD') noPassword = true
      else if (tag.name === 'PASSWD') noPassword = false
      rest = rest.slice(tag.length).trimStart()
    }
    if (rest !== '') commands.push({ runAs, noPassword, command: rest })
  }
  return commands
}

/** "NOPASSWD:" and its kin, or an option such as "CWD=/tmp". */
function tagOf(text: string): { name: string; length: number } | undefined {
  const tag =
    /^([A-Z_]+)[ \t]*:/.exec(text) ??
    /^((?:ROLE|TYPE|CWD|CHROOT|TIMEOUT|NOTBEFORE|NOTAFTER|PRIVS|LIMITPRIVS|APPARMOR_PROFILE)=\S*)[ \t]*/.exec(text)
  return tag === null ? undefined : { name: tag[1] ?? '', length: tag[0].length }
}
