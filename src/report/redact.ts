// A case fit for sharing: names of hosts and people, own addresses, home directories and keys become numbers, the same thing always the same number.
import { type EntityId, kindOf, nameOf } from '../core/entity.ts'
import type { ReportCase } from '../core/report.ts'

/** Accounts that every system has tell nobody anything. */
export const commonUsers: ReadonlySet<string> = new Set(
  'root daemon bin sys sync games man lp mail news uucp proxy www-data backup list irc nobody postgres mysql redis nginx apache git docker ubuntu admin user test'.split(
    ' ',
  ),
)
const privateAddress =
  /(?<![\d.])(?:10(?:\.\d{1,3}){3}|127(?:\.\d{1,3}){3}|192\.168(?:\.\d{1,3}){2}|172\.(?:1[6-9]|2\d|3[01])(?:\.\d{1,3}){2}|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])(?:\.\d{1,3}){2})(?![\d.])/g
const mail = /[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+/g
const home = /\/home\/([\w.-]{1,64})/g

/** RFC 1035; names of accounts are shorter. What is longer was made up by somebody who tried it. */
const longestName = 253

/** A copy without what points at the owner. What points at the intruder (pools, wallets, his addresses and files) stays. */
export function redacted(report: ReportCase): ReportCase {
  const names = new Map<string, string>()
  const numbered = (kind: string, name: string): string => {
    const key = `${kind} ${name}`
    const known = names.get(key)
    if (known !== undefined) return known
    const count = [...names.keys()].filter(k => k.startsWith(`${kind} `)).length + 1
    names.set(key, `${kind}-${count}`)
    return `${kind}-${count}`
  }
  const words = new Map<string, string>()
  for (const host of hostsOf(report)) words.set(host, numbered('host', host))
  for (const user of usersOf(report)) words.set(user, numbered('user', user))
  for (const address of ownAddresses(report)) words.set(address, numbered('own-address', address))
  const listed = [...words.keys()].filter(word => word.length > 1 && word.length <= longestName).toSorted((a, b) => b.length - a.length)
  const known = listed.length === 0 ? undefined : new RegExp(`(?<![\\w-])(?:${listed.map(quoted).join('|')})(?![\\w-])`, 'g')
  const clean = (text: string): string => {
    const plain = known === undefined ? text : text.replace(known, word => words.get(word) ?? word)
    return plain
      .replace(home, (whole, user: string) =>
        commonUsers.has(user) || /^user-\d+$/.test(user) ? whole : `/home/${numbered('user', user)}`,
      )
      .replace(mail, address => numbered('mail', address))
      .replace(privateAddress, address => (address.startsWith('127.') ? address : numbered('inside', address)))
  }
  const told = deep(report, clean) as ReportCase
  // Where a disk was mounted is told of the machine of whoever examined it.
  return told.plan === undefined ? told : { ...told, plan: { ...told.plan, root: told.plan.root === '' ? '' : 'disk' } }
}

function quoted(word: string): string {
  return word.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
}

function deep(value: unknown, clean: (text: string) => string): unknown {
  if (typeof value === 'string') return clean(value)
  if (Array.isArray(value)) return value.map(item => deep(item, clean))
  if (value instanceof Map) return value
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, deep(member, clean)]))
}

function hostsOf({ result, plan, trace }: ReportCase): readonly string[] {
  return [...new Set([result.host, plan?.host ?? '', trace?.host ?? '', ...(trace?.passages ?? []).flatMap(p => [p.from, p.to])])].filter(
    name => name !== '' && !/^[\d.:]+$/.test(name),
  )
}

function usersOf({ incident, trace }: ReportCase): readonly string[] {
  const members = incident.members.filter((id): id is EntityId<'user'> => kindOf(id) === 'user').map(nameOf)
  return [...new Set([...members, ...(trace?.timeline ?? []).flatMap(e => e.user ?? [])])].filter(
    name => name !== '' && !commonUsers.has(name),
  )
}

/** Of the host itself: the server's end of an SSH connection, and what wire findings call ours. */
function ownAddresses({ incident }: ReportCase): readonly string[] {
  const connections = (incident.origins?.processes ?? []).flatMap(p => p.environ.filter(v => v.startsWith('SSH_CONNECTION=')))
  return [...new Set(connections.flatMap(v => v.slice('SSH_CONNECTION='.length).split(' ')[2] ?? []))]
}
