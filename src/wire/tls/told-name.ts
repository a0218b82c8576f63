// The name in a client's greeting, told when it is listed, called like a pool, hides other names, or is one that Tor makes up.
import type { Flow } from '../../core/dissector.ts'
import { u16be } from '../../parse/big-endian.ts'
import { isOpenResolver, resolverStarts } from '../../parse/protocols/open-resolver.ts'
import { isPoolLike, poolStarts } from '../../parse/protocols/pool-like-name.ts'
import { clientHello, serverNameAt } from '../../parse/protocols/tls-hello.ts'
import { isTorGreeting, mayBeTorGreeting } from '../../parse/protocols/tor-name.ts'
import { hasWordStart, wordStarts } from '../../parse/protocols/word-starts.ts'
import { wireRow } from '../wire-row.ts'
import { ja4 } from './fingerprint.ts'

const tellingStarts = wordStarts(poolStarts, resolverStarts)

function isTelling(name: string): boolean {
  return isPoolLike(name) || isOpenResolver(name)
}

/** `body`: of a ClientHello. Nothing is made of names that nobody asks for. Whether it is a greeting of Tor. */
export function tellName(flow: Flow, body: Uint8Array): boolean {
  const at = serverNameAt(body)
  if (at < 0) return false
  const length = u16be(body, at - 2)
  if (mayBeTorGreeting(body, at, length)) return tellTor(flow, body)
  const number = flow.intel.domain(body, at, length)
  if (number < 0 && !hasWordStart(body, at, length, tellingStarts)) return false
  const hello = clientHello(body)
  if (hello === undefined || (number < 0 && !isTelling(hello.name.toLowerCase()))) return false
  const indicator = number < 0 ? undefined : flow.intel.indicator(number)
  const { name, protocols } = hello
  const fingerprint = ja4(hello, flow.transport === 'udp' ? 'q' : 't')
  flow.emit('names', { ...wireRow(flow), how: 'tls', name, addresses: [], indicator, protocols, ja4: fingerprint }, 'tls name')
  return false
}

/** Tor offers no protocol inside of TLS, browsers do. */
function tellTor(flow: Flow, body: Uint8Array): boolean {
  const hello = clientHello(body)
  if (hello === undefined || hello.protocols.length > 0 || !isTorGreeting(hello.name)) return false
  flow.emit('hiddenPeers', { ...wireRow(flow), means: 'tor', sign: 'greeting', name: hello.name }, 'tor')
  return true
}
