// A host's own addresses: from what it listens and speaks on, from who came to it, and from its settings where nothing runs.
import { textOf } from '../core/bytes.ts'
import type { Facts } from '../core/facts.ts'
import { isGap } from '../core/gap.ts'
import { glob } from '../core/glob.ts'
import type { HostView } from '../core/host.ts'
import type { Incident } from '../core/incident.ts'

const most = 32
const none = /^(?:0\.0\.0\.0|127\.|::1?$|\*|169\.254\.|fe80:|172\.17\.0\.1$)/
const address = /(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d.])/g
const settings = [
  '/etc/network/interfaces',
  '/etc/network/interfaces.d/*',
  '/etc/netplan/*.yaml',
  '/etc/sysconfig/network-scripts/ifcfg-*',
  '/etc/systemd/network/*.network',
]
/** Lines of these settings that name the host itself, not its gateway or its name servers. */
const own = /^\s*(?:-\s*|address(?:es)?\s*[:=]?\s*\[?|IPADDR\d*=|Address=)/i
const others = /gateway|nameserver|dns|via|routes|broadcast|netmask/i

export function ownAddresses(host: HostView, facts: Facts | undefined, incident: Incident | undefined): readonly string[] {
  const found = [
    ...(facts?.sockets ?? []).filter(s => s.state === 'ESTABLISHED' || s.state === 'LISTEN').map(s => s.local.address),
    // SSH_CONNECTION names the client, its port, and the address that it came to.
    ...(incident?.origins?.processes ?? []).flatMap(p => p.environ.flatMap(v => /^SSH_CONNECTION=\S+ \d+ (\S+) /.exec(v)?.[1] ?? [])),
    ...named(host),
  ]
  return [...new Set(found)].filter(a => a !== '' && !none.test(a)).slice(0, most)
}

function named({ name, files }: HostView): readonly string[] {
  const lines = (path: string): readonly string[] => {
    const content = files.read(path, 64 << 10)
    return isGap(content) ? [] : textOf(content.bytes).split('\n')
  }
  const hosts = lines('/etc/hosts').flatMap(line => {
    const [first = '', ...names] = line.split('#')[0]?.trim().split(/\s+/) ?? []
    return names.includes(name) ? [first] : []
  })
  const set = settings
    .flatMap(pattern => glob(files, pattern, 20))
    .flatMap(lines)
    .filter(line => own.test(line) && !others.test(line))
    .flatMap(line => line.match(address) ?? [])
  return [...hosts, ...set]
}
