// What must stay reachable whatever is cut: the operator, the resolvers, the way out, and the cloud's own services.
import { isWithin } from '../core/address.ts'
import type { Lifelines } from '../core/control.ts'
import type { Facts } from '../core/facts.ts'

/** Every large cloud has its metadata, time and agents behind these. */
export const metadataAddresses: ReadonlySet<string> = new Set(['169.254.169.254', 'fd00:ec2::254', '100.100.100.200', '169.254.0.23'])
/** The operator goes by this port when nothing tells which one. */
const usualPort = 22

/** `session`: davylamp and all it was started from; `management`: what the operator named himself. */
export function lifelinesOf(
  session: ReadonlySet<number>,
  { processes, sockets, resolvers }: Facts,
  management: readonly string[],
): Lifelines {
  const own = processes.filter(p => session.has(p.pid) && p.pid !== 1)
  const ids = new Set<string>(own.map(p => p.id))
  const held = sockets
    .filter(s => s.protocol === 'tcp' && s.state === 'ESTABLISHED' && s.owners.some(id => ids.has(id)) && !isOwn(s.remote.address))
    .map(s => ({ address: s.remote.address, port: s.local.port }))
  // "client address, client port, server address, server port"; under sudo the address may be all that is left of it.
  const told = own.flatMap(p => p.environ).flatMap(v => /^SSH_CONNECTION=([\d.a-f:]+) \d+ [\d.a-f:]+ (\d+)$/i.exec(v)?.slice(1) ?? [])
  const named = told.flatMap((value, i) => (i % 2 === 0 ? [{ address: plain(value), port: Number(told[i + 1]) }] : []))
  const all = [...held, ...named].filter(o => !isOwn(o.address))
  const ports = new Set(all.map(o => o.port))
  return {
    operators: [...new Set(all.map(o => o.address))],
    ports: ports.size === 0 ? [usualPort] : [...ports],
    management,
    resolvers: [...new Set(resolvers.flatMap(r => r.nameservers))].filter(address => !isOwn(address)),
  }
}

export const ownNetworks: readonly string[] = ['0.0.0.0/8', '127.0.0.0/8', '::/127']
/** RFC 1918, 3927, 6598 and 4193, 4291; the last two of each family are groups and what is reserved. */
export const privateNetworks: readonly string[] = [
  ...['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '169.254.0.0/16', '100.64.0.0/10', '224.0.0.0/3'],
  ...['fc00::/7', 'fe80::/10', 'ff00::/8'],
]

/** Loopback and unspecified. */
export function isOwn(address: string): boolean {
  return ownNetworks.some(network => isWithin(address, network))
}

/** An IPv4-mapped address is IPv4. */
function plain(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/i, '')
}
