// Accounts with their groups and the state of their passwords.
import type { Collector } from '../core/collector.ts'
import { entity } from '../core/entity.ts'
import type { User } from '../core/facts/account.ts'
import { isGap } from '../core/gap.ts'
import { type GroupEntry, parseGroup } from '../parse/files/group.ts'
import { type PasswdEntry, parsePasswd } from '../parse/files/passwd.ts'
import { parseShadow, type ShadowEntry } from '../parse/files/shadow.ts'
import { textFile } from './text-file.ts'

const passwdPath = '/etc/passwd'

export const users: Collector = {
  id: 'users',
  summary: { zh: '系统账户、所属组与密码状态', en: 'accounts, their groups and the state of their passwords' },
  techniques: ['T1136.001', 'T1078.003'],
  references: ['man:passwd(5)', 'man:shadow(5)', 'man:group(5)'],
  gives: ['users'],
  needs: [],
  *collect(host) {
    const shadow = new Map<string, ShadowEntry>()
    let shadowRead = false
    for (const bytes of textFile(host, '/etc/shadow')) {
      if (isGap(bytes)) yield bytes
      else {
        shadowRead = true
        // The first line of a name is the one that the system uses.
        for (const entry of parseShadow(bytes)) if (!shadow.has(entry.name)) shadow.set(entry.name, entry)
      }
    }
    const groups: GroupEntry[] = []
    for (const bytes of textFile(host, '/etc/group', 8 << 20)) {
      if (isGap(bytes)) yield bytes
      else groups.push(...parseGroup(bytes))
    }
    const membership = membershipOf(groups)
    for (const bytes of textFile(host, passwdPath, 8 << 20)) {
      if (isGap(bytes)) yield bytes
      else for (const entry of parsePasswd(bytes)) yield ['users', userOf(entry, shadow.get(entry.name), shadowRead, membership)]
    }
  },
}

interface Membership {
  readonly byGid: ReadonlyMap<number, string>
  readonly byMember: ReadonlyMap<string, readonly string[]>
}

function membershipOf(groups: readonly GroupEntry[]): Membership {
  const byMember = new Map<string, string[]>()
  for (const { name, members } of groups) {
    for (const member of members) {
      const list = byMember.get(member)
      if (list === undefined) byMember.set(member, [name])
      else list.push(name)
    }
  }
  return { byGid: new Map([...groups].reverse().map(group => [group.gid, group.name])), byMember }
}

function userOf(entry: PasswdEntry, shadow: ShadowEntry | undefined, shadowRead: boolean, { byGid, byMember }: Membership): User {
  const { name, uid, gid, gecos, home, shell, line } = entry
  const primary = byGid.get(gid)
  const groups = [...new Set([...(primary === undefined ? [] : [primary]), ...(byMember.get(name) ?? [])])]
  return {
    id: entity('user', name),
    name,
    uid,
    gid,
    gecos,
    home,
    shell,
    path: passwdPath,
    line,
    password: entry.password === 'shadow' ? (shadow?.password ?? (shadowRead ? 'locked' : 'unknown')) : entry.password,
    scheme: entry.password === 'shadow' ? shadow?.scheme : undefined,
    changedDay: shadow?.changedDay,
    groups,
  }
}
