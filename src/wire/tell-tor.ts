// A proxy that is asked for an address of Tor, or that is Tor's own.
import type { Flow } from '../core/dissector.ts'
import { isOnion } from '../parse/protocols/tor-name.ts'
import { wireRow } from './wire-row.ts'

/** Where tor and the Tor Browser listen for those on the same machine. */
const torPorts: readonly number[] = [9050, 9150]

/** `asked`: "host:port". */
export function tellTor(flow: Flow, asked: string): void {
  const host = asked.replace(/:\d+$/, '')
  const sign = isOnion(host) ? 'onion' : torPorts.includes(flow.server.port) ? 'port' : undefined
  if (sign !== undefined) flow.emit('hiddenPeers', { ...wireRow(flow), means: 'tor', sign, name: asked.slice(0, 255) }, 'tor')
}
