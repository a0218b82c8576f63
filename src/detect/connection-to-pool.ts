// A connection to an address that is known for mining or for mining malware.
import { type Detector, say } from '../core/detector.ts'
import type { EntityId } from '../core/entity.ts'
import type { Socket } from '../core/facts/network.ts'
import { evidence, type Severity } from '../core/finding.ts'
import type { Indicator, Intel } from '../core/intel.ts'

/** Customary ports of stratum servers. They only ever raise what an address already says. */
const stratumPorts = new Set([
  3333, 3334, 4444, 5555, 6666, 7777, 8888, 9999, 13333, 14433, 14444, 45560, 45700, 10001, 10032, 10064, 10128, 20128,
])
const open = /^(?:ESTABLISHED|SYN-SENT)$/
/** Half closed: somebody still holds it, or it is what an ended process left to the kernel, and says nothing any more. */
const closing = /^(?:CLOSE-WAIT|FIN-WAIT-1|FIN-WAIT-2)$/

export const connectionToPool: Detector = {
  id: 'connection-to-pool',
  summary: { zh: '与已知矿池或挖矿木马地址的连接', en: 'a connection to a known mining pool or malware address' },
  techniques: ['T1496.001', 'T1071'],
  references: ['https://github.com/stamparm/maltrail'],
  needs: ['sockets', 'processes', 'hostsLines'],
  *detect({ sockets, processes, hostsLines }, intel) {
    const named = new Map(hostsLines.map(line => [line.address, line.names] as const))
    const byId = new Map(processes.map(p => [p.id, p] as const))
    for (const socket of sockets) {
      if (socket.protocol !== 'tcp' || !isInUse(socket)) continue
      const match = indicatorOf(socket, named.get(socket.remote.address) ?? [], intel)
      if (match === undefined) continue
      const { indicator, by } = match
      const { severity, confidence } = weigh(indicator, by, socket)
      const owners = socket.owners.map(id => byId.get(id)).filter(p => p !== undefined)
      const about: readonly EntityId[] = socket.owners
      const { address, port } = socket.remote
      const who = owners.map(p => `${p.pid}(${p.name})`).join(', ')
      yield say(this, {
        title: {
          zh: `${who === '' ? '' : `进程 ${who} `}连接${indicator.kind === 'malware' ? '挖矿木马地址' : '矿池'} ${address}:${port}`,
          en: `${who === '' ? 'a connection' : `process ${who} is connected`} to the ${indicator.kind === 'malware' ? 'mining malware host' : 'mining pool'} ${address}:${port}`,
        },
        about: about.length > 0 ? [about[0]!, ...about.slice(1), socket.id] : [socket.id],
        evidence: [
          evidence(
            'socket',
            `${socket.protocol} ${socket.local.address}:${socket.local.port} → ${address}:${port}`,
            `${socket.state} · ${indicator.value} · ${indicator.source}`,
          ),
        ],
        severity,
        confidence,
        class: 'pool',
        signal: indicator.kind === 'malware' ? 'intrusion' : 'mining',
        family: indicator.family,
        why: {
          zh: `远端地址在情报列表中(${indicator.source})。`,
          en: `The remote address is on a list (${indicator.source}).`,
        },
        whyNot:
          by === 'address'
            ? {
                zh: '列表未限定端口;云主机的地址会换主人,旧条目可能已属于他人。',
                en: 'The list names no port; addresses of cloud hosts change hands, so an old entry may be somebody else’s by now.',
              }
            : undefined,
      })
    }
  },
}

type MatchedBy = 'name' | 'address and port' | 'address'

function isInUse({ state, owners }: Socket): boolean {
  return open.test(state) || (closing.test(state) && owners.length > 0)
}

function indicatorOf(socket: Socket, names: readonly string[], intel: Intel): { indicator: Indicator; by: MatchedBy } | undefined {
  const { address, port } = socket.remote
  for (const name of names) {
    const indicator = intel.lookup(name, port)
    if (indicator !== undefined) return { indicator, by: 'name' }
  }
  const indicator = intel.lookup(address, port)
  if (indicator === undefined) return undefined
  return { indicator, by: indicator.value.endsWith(`:${port}`) && indicator.value !== address ? 'address and port' : 'address' }
}

function weigh({ kind }: Indicator, by: MatchedBy, socket: Socket): { severity: Severity; confidence: number } {
  const usual = stratumPorts.has(socket.remote.port) ? 0.1 : 0
  if (by === 'address')
    return kind === 'malware'
      ? { severity: 'low', confidence: 0.3 }
      : { severity: usual > 0 ? 'medium' : 'low', confidence: 0.3 + 2 * usual }
  if (kind === 'malware') return { severity: 'medium', confidence: 0.55 }
  return { severity: 'high', confidence: 0.75 + usual }
}
