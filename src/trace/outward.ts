// Where a host's accounts can go over SSH: known hosts, keys, settings of the client.
import { textOf } from '../core/bytes.ts'
import { isGap } from '../core/gap.ts'
import { homesOf } from '../core/homes.ts'
import type { Files, HostView } from '../core/host.ts'

export interface Outward {
  /** Names and addresses that stand in known_hosts and in the client's settings, with the account that knows them. */
  readonly known: readonly { readonly user: string; readonly to: string; readonly path: string }[]
  /** Lines of known_hosts that hide the name (HashKnownHosts): how many hosts nobody can read off. */
  readonly hashed: number
  /** Accounts that hold a private key. */
  readonly keyed: readonly { readonly user: string; readonly path: string }[]
}

const largest = 1 << 20
const mostKnown = 500
const key = /^-----BEGIN (?:OPENSSH |RSA |EC |DSA |ENCRYPTED )?PRIVATE KEY-----/

export function outwardOf(host: HostView): Outward {
  const known: Outward['known'][number][] = []
  const keyed: Outward['keyed'][number][] = []
  let hashed = 0
  for (const { user, home } of homesOf(host)) {
    const folder = `${home}/.ssh`
    for (const line of linesOf(host.files, `${folder}/known_hosts`)) {
      const [first = '', second = ''] = line.split(/\s+/)
      const names = first.startsWith('@') ? second : first
      if (names.startsWith('|1|')) hashed++
      else
        for (const name of names.split(','))
          if (name !== '' && !/[*?!]/.test(name)) known.push({ user, to: plain(name), path: `${folder}/known_hosts` })
    }
    for (const line of linesOf(host.files, `${folder}/config`)) {
      const name = /^HostName\s+(\S+)/i.exec(line)?.[1]
      if (name !== undefined && !name.includes('%')) known.push({ user, to: name, path: `${folder}/config` })
    }
    const entries = host.files.list(folder, 200)
    for (const entry of isGap(entries) ? [] : entries) {
      if (entry.type !== 'file' || entry.name.endsWith('.pub') || !/^id_|\.pem$|_(?:rsa|ed25519|ecdsa)$|key/i.test(entry.name)) continue
      const content = host.files.read(`${folder}/${entry.name}`, 64)
      if (!isGap(content) && key.test(textOf(content.bytes))) keyed.push({ user, path: `${folder}/${entry.name}` })
    }
  }
  return { known: distinct(known).slice(0, mostKnown), hashed, keyed }
}

/** "[192.0.2.7]:2222" without what is no name. */
const plain = (name: string): string => /^\[(.+)\]:\d+$/.exec(name)?.[1] ?? name

function linesOf(files: Files, path: string): readonly string[] {
  const content = files.read(path, largest)
  if (isGap(content)) return []
  return textOf(content.bytes)
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '' && !line.startsWith('#'))
}

function distinct(list: Outward['known']): Outward['known'] {
  return [...new Map(list.map(k => [`${k.user} ${k.to}`, k])).values()]
}
