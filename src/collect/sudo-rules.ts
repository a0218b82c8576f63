// What sudo allows, all included files followed.
import type { Collector } from '../core/collector.ts'
import type { SudoRule } from '../core/facts/account.ts'
import { type Gap, gap, isGap } from '../core/gap.ts'
import type { HostView } from '../core/host.ts'
import { parseSudoers, type SudoersRule, type SudoersStatement } from '../parse/files/sudoers.ts'
import { textFile } from './text-file.ts'

const mains = ['/etc/sudoers', '/etc/sudoers-rs', '/usr/etc/sudoers', '/usr/local/etc/sudoers']
const included = '/etc/sudoers.d'
const mostFiles = 1000

type Placed = SudoersStatement & { readonly path: string; readonly mode: number | undefined }

export const sudoRules: Collector = {
  id: 'sudo-rules',
  summary: { zh: 'sudo 授权规则', en: 'sudo rules' },
  techniques: ['T1548.003'],
  references: ['man:sudoers(5)'],
  gives: ['sudoRules'],
  needs: [],
  *collect(host) {
    const statements: Placed[] = []
    // Where no main file can be read, nothing says what it includes: its usual directory is read anyway.
    const headless = mains.every(path => isGap(host.files.stat(path)))
    for (const item of statementsOf(host, headless ? [...mains, ...namesIn(host, included)] : mains)) {
      if (isGap(item)) yield item
      else statements.push(item)
    }
    const aliases = new Map<string, readonly string[]>()
    for (const s of statements)
      if (s.what === 'alias') aliases.set(`${s.kind} ${s.name}`, [...(aliases.get(`${s.kind} ${s.name}`) ?? []), ...s.members])
    for (const statement of statements) for (const row of rowsOf(statement, aliases)) yield ['sudoRules', row]
  },
}

/** Statements of these files and of all that they include, in the order in which sudo reads them. */
function* statementsOf(host: HostView, paths: readonly string[]): Generator<Placed | Gap> {
  const pending = [...paths].reverse()
  const seen = new Set<string>()
  for (let path = pending.pop(); path !== undefined; path = pending.pop()) {
    if (seen.has(path)) continue
    if (seen.size >= mostFiles) {
      yield gap(path, 'capped', `more than ${mostFiles} sudoers files`)
      return
    }
    seen.add(path)
    const stat = host.files.stat(path)
    const mode = isGap(stat) ? undefined : stat.mode
    for (const bytes of textFile(host, path)) {
      if (isGap(bytes)) {
        yield bytes
        continue
      }
      const included: string[] = []
      for (const statement of parseSudoers(bytes)) {
        yield { ...statement, path, mode }
        if (statement.what !== 'include') continue
        const target = statement.path.startsWith('/') ? statement.path : `${path.slice(0, path.lastIndexOf('/'))}/${statement.path}`
        if (statement.directory) included.push(...namesIn(host, target))
        else included.push(target)
      }
      pending.push(...included.reverse())
    }
  }
}

/** sudo passes over names with a dot and names that end in "~". */
function namesIn(host: HostView, directory: string): string[] {
  const entries = host.files.list(directory)
  if (isGap(entries)) return []
  const names = entries.map(entry => entry.name).filter(name => !name.includes('.') && !name.endsWith('~'))
  return names.sort().map(name => `${directory.replace(/\/+$/, '')}/${name}`)
}

type Aliases = ReadonlyMap<string, readonly string[]>

function* rowsOf(statement: Placed, aliases: Aliases): Generator<SudoRule> {
  const { path, line, mode } = statement
  if (statement.what === 'unauthenticated') {
    for (const who of expand(statement.users, 'User_Alias', aliases))
      yield { path, line, who, text: statement.text.slice(0, 2000), noPassword: true, all: false, mode }
  } else if (statement.what === 'rule') {
    for (const who of expand(statement.users, 'User_Alias', aliases)) {
      for (const grant of grantsOf(statement, aliases)) yield { path, line, who, text: statement.text.slice(0, 2000), ...grant, mode }
    }
  }
}

/** One row for what needs a password and one for what does not, so that "anything" is never read together with the wrong tag. */
function grantsOf({ commands }: SudoersRule, aliases: Aliases): { noPassword: boolean; all: boolean }[] {
  return [true, false].flatMap(noPassword => {
    const some = commands.filter(command => command.noPassword === noPassword)
    const all = some.some(({ command, runAs }) => expand([command], 'Cmnd_Alias', aliases).includes('ALL') && reachesRoot(runAs, aliases))
    return some.length === 0 ? [] : [{ noPassword, all }]
  })
}

function reachesRoot(runAs: readonly string[], aliases: Aliases): boolean {
  return runAs.length === 0 || expand(runAs, 'Runas_Alias', aliases).some(who => who === 'ALL' || who === 'root' || who === '#0')
}

function expand(members: readonly string[], kind: string, aliases: Aliases): readonly string[] {
  const seen = new Set<string>()
  const pending = [...members].reverse()
  for (let member = pending.pop(); member !== undefined && seen.size < 1000; member = pending.pop()) {
    if (seen.has(member)) continue
    seen.add(member)
    pending.push(...[...(aliases.get(`${kind} ${member}`) ?? [])].reverse())
  }
  return [...seen].filter(member => !aliases.has(`${kind} ${member}`))
}
