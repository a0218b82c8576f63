// What sshd says of those who knock, come in and leave.
import { parseAccepted } from '../sshd-accepted.ts'
import { addressOf, type MessageKind, stateless, type Told } from './kind.ts'

const most = 600
const tooMany =
  /^(?:error: maximum authentication attempts exceeded for (?:invalid user )?(.{0,256}) from|Disconnecting (?:authenticating|invalid) user (.{0,256}))$/s
const refused = /^User (.{0,256}) from (\S{1,255}) not allowed because (.{1,200})$/s
const gaveUp = /^(?:Connection (?:closed|reset) by|Disconnected from) authenticating user (.{0,256})$/s
/** At LogLevel VERBOSE: what was asked for, though not which command. */
const began =
  /^Starting session: (command|shell|subsystem '[\w.-]{1,40}'|forced-command \([\w -]{1,30}\) '.{0,300}')(?: on \S{1,32})? for (\S{1,64}) from (\S{2,60}) port (\d{1,5}) id \d{1,5}$/
/** Where passwords are asked by keyboard-interactive, PAM's answer is all that is said of the first tries. PAM may know the peer by its name. */
const byPam = /^error: PAM: .{1,100} for (?:illegal user )?(.{0,256}) from (\S{1,255}) ?$/s
/** Of TCP wrappers, whom Debian still asks. */
const unwrapped = /^refused connect from .{1,300} \(([^\s()]{2,60})\)$/
/** Somebody has the key, and comes from elsewhere. */
const elsewhere =
  /^Authentication tried for (\S{1,64}) with correct (?:key|certificate) but not from a permitted host \(host=\S{0,255}, ip=([^,)\s]{2,60})/
const scanned =
  /^(?:(?:error: )?(?:Protocol major versions differ|Bad protocol version identification .{0,300}|Did not receive identification string) (?:for|from)|(?:error: )?banner exchange: Connection from|(?:fatal: )?Timeout before authentication for(?: connection from)?)$/s

/**
 * `method` tells what a failure is: "password" and the like are tries; "unknown-user" and "gave-up" are said once of a connection, beside the tries
 * or, where only keys are taken, instead of them; "pam" is PAM's answer to a try; "too-many" and "not-allowed" are sshd's own refusal.
 */
export const sshdMessages: MessageKind = {
  programs: ['sshd', 'sshd-session', 'sshd-auth'],
  begins: [
    'Accepted ',
    'Failed ',
    'Invalid user ',
    'error: maximum authentication ',
    'Disconnecting authenticating user ',
    'Disconnecting invalid user ',
    'User ',
    'Disconnected from user ',
    'Disconnected from authenticating user ',
    'Connection closed by authenticating user ',
    'Connection reset by authenticating user ',
    'error: Protocol major versions ',
    'Protocol major versions ',
    'Bad protocol version ',
    'error: Bad protocol version ',
    'Did not receive identification ',
    'error: Did not receive identification ',
    'banner exchange: ',
    'error: banner exchange: ',
    'Starting session: ',
    'Authentication tried for ',
    'Timeout before ',
    'fatal: Timeout before ',
    'error: PAM: ',
    'ROOT LOGIN REFUSED ',
    'refused connect from ',
  ],
  needles: [],
  open: stateless(read),
}

function read(message: string): Told | undefined {
  switch (message.charCodeAt(0)) {
    case 65:
      return accepted(message) ?? refusedKey(message.slice(0, most))
    case 70:
      return message.startsWith('Failed ') ? attempt(message.slice(0, most)) : undefined
    default:
      return other(message.slice(0, most))
  }
}

function accepted(message: string): Told | undefined {
  const found = parseAccepted(message)
  if (found === undefined) return undefined
  const { user, address, port, method, fingerprint } = found
  return { verb: 'login', outcome: 'success', user, address, port, method, key: fingerprint === '' ? undefined : fingerprint }
}

function refusedKey(message: string): Told | undefined {
  const [, user, from] = elsewhere.exec(message) ?? []
  return user === undefined ? undefined : failure(user, { address: addressOf(from) }, 'key-not-permitted', false)
}

/** "Failed password for invalid user admin from 192.0.2.7 port 50123 ssh2". */
function attempt(message: string): Told | undefined {
  const start = message.indexOf(' for ')
  const peer = peerOf(message)
  if (start < 8 || start > 68 || peer === undefined || !peer.before.endsWith(' from')) return undefined
  const unknown = message.startsWith('invalid user ', start + 5)
  const user = peer.before.slice(start + (unknown ? 18 : 5), -5)
  return failure(user, peer, message.slice(7, start), unknown)
}

interface Peer {
  readonly before: string
  readonly address: string
  readonly port?: number | undefined
}

/**
 * The peer is the last thing of a message that sshd itself wrote. A user's name, which stands before it, may hold anything, a whole forged message included,
 * so it is looked for from the end.
 */
function peerOf(message: string): Peer | undefined {
  let end = message.endsWith(' [preauth]') ? message.length - 10 : message.length
  if (message.endsWith(' ssh2', end)) end -= 5
  let port = portBefore(message, end)
  const colon = port === undefined ? message.lastIndexOf(': ', end) : 0
  if (colon > 0 && said.test(message.slice(colon, end))) {
    end = message.endsWith(' ssh2', colon) ? colon - 5 : colon
    port = portBefore(message, end)
  }
  const stop = port === undefined ? end : port.from
  const space = message.lastIndexOf(' ', stop - 1)
  const address = addressOf(message.slice(space + 1, stop))
  return address === undefined ? undefined : { before: message.slice(0, Math.max(0, space)), address, port: port?.number }
}

/** " port 50123" that ends there, and where it begins. */
function portBefore(message: string, end: number): { readonly from: number; readonly number: number } | undefined {
  let digits = end
  let number = 0
  for (let scale = 1; digits > end - 5; digits--, scale *= 10) {
    const digit = message.charCodeAt(digits - 1) - 48
    if (!(digit >= 0 && digit <= 9)) break
    number += digit * scale
  }
  return digits < end && message.endsWith(' port ', digits) ? { from: digits - 6, number } : undefined
}

/** What sshd may say after the peer; the name in a certificate and the one of a trusted host's user are in the hands of others. */
const said =
  /^: (?:Too many authentication failures|invalid format|could not read protocol version|[A-Z][\w-]{2,60}(?: SHA256:\S{20,90}| (?:[\da-f]{2}:){15}[\da-f]{2})?(?: ID .{0,256} \(serial \d{1,20}\) CA \S{2,60} \S{20,100}|, client user ".{0,100}", client host "[^"]{0,100}")?)$/

/** Names that do not exist fold into one event by peer: a list of thousands of names is one guess at the host. */
function failure(
  user: string,
  { address, port }: { readonly address?: string | undefined; readonly port?: number | undefined },
  method: string,
  unknown: boolean,
): Told {
  const fold = `sshd ${address} ${method} ${unknown ? '?' : user}`
  return { verb: 'login-failed', outcome: 'failure', user, address, port, method, fold }
}

function other(message: string): Told | undefined {
  const refusal = message.startsWith('User ') ? refused.exec(message) : null
  if (refusal !== null) return failure(refusal[1] ?? '', { address: addressOf(refusal[2]) }, 'not-allowed', false)
  if (message.startsWith('error: PAM: ')) {
    const [, name, peer] = byPam.exec(message) ?? []
    return name === undefined ? undefined : failure(name, { address: addressOf(peer) }, 'pam', message.includes(' for illegal user '))
  }
  const wrapped = message.startsWith('refused connect ') ? addressOf(unwrapped.exec(message)?.[1]) : undefined
  if (wrapped !== undefined) return { verb: 'connected', outcome: 'failure', address: wrapped, fold: `sshd ${wrapped} scan` }
  const [, what, user, from, port] = (message.startsWith('Starting session: ') ? began.exec(message) : null) ?? []
  if (what !== undefined) return { verb: 'command', user, address: addressOf(from), port: Number(port), method: `ssh ${what}` }
  const peer = peerOf(message)
  if (peer === undefined) return undefined
  const { before, address } = peer
  if (before.startsWith('Invalid user ') && before.endsWith(' from')) return failure(before.slice(13, -5), peer, 'unknown-user', true)
  if (message.endsWith(' [preauth]')) {
    const user = gaveUp.exec(before)?.[1]
    if (user !== undefined) return failure(user, peer, 'gave-up', false)
  } else if (before.startsWith('Disconnected from user ')) return { verb: 'logout', user: before.slice(23), address, port: peer.port }
  if (before === 'ROOT LOGIN REFUSED FROM') return failure('root', peer, 'not-allowed', false)
  const many = tooMany.exec(before)
  if (many !== null) return failure(many[1] ?? many[2] ?? '', peer, 'too-many', false)
  return scanned.test(before) ? { verb: 'connected', outcome: 'failure', address, fold: `sshd ${address} scan` } : undefined
}
