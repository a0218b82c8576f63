// What OpenVPN says of who came into the network, and who was not let in.
import { addressOf, type MessageKind, stateless, type Told } from './kind.ts'

const peer = String.raw`(?:\[AF_INET6?\])?\[?(?:::ffff:)?([\da-fA-F.:]{2,45}?)\]?:(\d{1,5})`
const begun = new RegExp(`^(?:[\\w@.-]{1,64}/)?(?:tcp[46]?-server:|udp[46]:)?${peer} \\[([^\\]]{1,64})\\] Peer Connection Initiated with `)
const refused = new RegExp(
  `^(?:[\\w@.-]{1,64}/)?(?:tcp[46]?-server:|udp[46]:)?${peer} (?:TLS Auth Error: (Auth Username/Password verification failed) for peer|(VERIFY ERROR): .{0,300}|(TLS Error: TLS handshake failed)|SENT CONTROL \\[(.{1,64}?)\\]: 'AUTH_FAILED)`,
)

export const vpnMessages: MessageKind = {
  programs: ['openvpn', 'ovpn-server', 'ovpn-openvpn', 'openvpn-server'],
  needles: ['Peer Connection Initiated with', 'TLS Auth Error: ', 'VERIFY ERROR: ', 'TLS handshake failed', "'AUTH_FAILED"],
  open: stateless(vpnTold),
}

export function vpnTold(message: string): Told | undefined {
  const text = message.slice(0, 800)
  const [, address, port, user] = begun.exec(text) ?? []
  if (address !== undefined)
    return { verb: 'login', outcome: 'success', user, address: addressOf(address), port: Number(port), method: 'openvpn' }
  const [, from, , password, certificate, , name] = refused.exec(text) ?? []
  if (from === undefined) return undefined
  const method = password === undefined && name === undefined ? (certificate === undefined ? 'handshake' : 'certificate') : 'password'
  return {
    verb: 'login-failed',
    outcome: 'failure',
    user: name,
    address: addressOf(from),
    method: `openvpn ${method}`,
    fold: `openvpn ${method} ${from} ${name}`,
  }
}
