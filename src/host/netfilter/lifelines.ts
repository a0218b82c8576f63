// Whether the network carries what it must and nothing of what it must not: tried, not believed.
import type { Lifelines, NetworkPolicy } from '../../core/control.ts'
import { type Gap, gap, isGap } from '../../core/gap.ts'
import type { Files } from '../../core/host.ts'
import { parseTcpConnections } from '../../parse/proc/net-sockets.ts'
import { descriptors } from '../descriptors.ts'
import { openFlags } from '../open-flags.ts'
import type { Sys } from '../sys.ts'
import { isAnswered, isLoopbackOpen, sendShort } from './datagrams.ts'

const dns = 53
const discard = 9
/** A busy resolver, or one lost datagram, is no broken line: it is asked twice. */
const answerPatience = 1500
/** Three round trips of a bad line, and a retransmission. */
const ackPatience = 3000
/** Until sshd has read from the terminal and sent it on. */
const nudgePatience = 100
const atFdcwd = -100
const mostResolvers = 3
const mostTried = 16
const loopbackPorts = [40_001, 40_153, 41_307, 42_509, 43_711]
/** Of TEST-NET-1 and of the IPv6 documentation prefix: nobody's. */
export const nobody = ['192.0.2.1', '2001:db8::1'] as const
/** A question for the name servers of the root, as RFC 1035 writes it: every resolver answers it. */
const question = Uint8Array.of(0xd1, 0x4a, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 1)

/** See NetworkControl.working. */
export function working(sys: Sys, files: Files, { operators, ports, resolvers }: Lifelines): readonly string[] {
  return [
    ...(loopbackPorts.some(port => isLoopbackOpen(sys, port, answerPatience)) ? ['loopback'] : []),
    ...resolvers
      .slice(0, mostResolvers)
      .filter(address => [1, 2].some(() => isAnswered(sys, address, dns, question, answerPatience)))
      .map(address => `resolver ${address}`),
    ...movingConnections(sys, files, operators, ports),
  ]
}

/** The operator's connections on which nothing waits for an acknowledgement for long: what was sent arrives, and the answer to it too. */
function movingConnections(sys: Sys, files: Files, operators: readonly string[], ports: readonly number[]): readonly string[] {
  const look = (): Map<string, { quiet: boolean; answered: boolean }> => {
    const found = new Map<string, { quiet: boolean; answered: boolean }>()
    for (const table of operators.length === 0 ? [] : ['/proc/self/net/tcp', '/proc/self/net/tcp6']) {
      const content = files.read(table, 32 << 20)
      for (const { local, remote, underway, stuck } of isGap(content) ? [] : parseTcpConnections(content.bytes)) {
        if (operators.includes(remote.address) && ports.includes(local.port))
          found.set(`connection from ${remote.address}:${remote.port}`, { quiet: underway === 0, answered: !stuck })
      }
    }
    return found
  }
  if (look().size === 0) return []
  nudge(sys)
  const moving = new Set<string>()
  const end = performance.now() + ackPatience
  for (;;) {
    const now = look()
    for (const [name, { quiet }] of now) if (quiet) moving.add(name)
    const waiting = [...now.keys()].filter(name => !moving.has(name))
    if (waiting.length === 0) return [...now.keys()]
    // A busy connection always has something on its way; had nothing been acknowledged for so long, it would have been sent again.
    if (performance.now() > end) return [...now].flatMap(([name, { answered }]) => (moving.has(name) || answered ? [name] : []))
    wait(50)
  }
}

/** A NUL, which terminals ignore, goes to ours: a quiet connection has something to carry then. */
function nudge(sys: Sys): void {
  const at = descriptors(sys)
  const fd = at.open(atFdcwd, '/dev/tty', openFlags.writeOnly | openFlags.nonblock | openFlags.noctty)
  if (fd < 0) return
  at.writeOnce(fd, new Uint8Array(1))
  at.close(fd)
  wait(nudgePatience)
}

function wait(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds)
}

/** See NetworkControl.leak. A datagram that the filter drops on its way out is refused to its sender at once. */
export function leak(sys: Sys, policy: NetworkPolicy): Gap | undefined {
  for (const { address, port, uid } of triesOf(policy)) {
    const sent = sendShort(sys, address, port, uid)
    if (sent >= 0) return gap(address, 'tampered', 'can still be reached')
  }
  return undefined
}

interface Try {
  readonly address: string
  readonly port: number
  readonly uid?: number
}

/** A frozen group opens no socket, so there is nothing to try for it. */
function triesOf(policy: NetworkPolicy): readonly Try[] {
  if (policy.kind === 'addresses')
    return policy.endpoints
      .slice(0, mostTried)
      .map(({ address, port }) => ({ address: address.replace(/\/.*$/, ''), port: port ?? discard }))
  if (policy.kind === 'uid') return nobody.map(address => ({ address, port: discard, uid: policy.uid }))
  const isClosed = policy.kind === 'host' || (policy.kind === 'egress' && policy.mode === 'block')
  return isClosed ? nobody.map(address => ({ address, port: discard })) : []
}
