// What sshd says of those who knock, come in and leave.
import { parseAccepted } from '../sshd-accepted.ts'
import { type MessageKind, stateless, type Told } from './kind.ts'

const most = 600
const peer = String.raw`((?:\d{1,3}\.){3}\d{1,3}|[\da-fA-F]{0,4}:[\da-fA-F:.]{1,43}(?:%\w{1,15})?)`
const end = String.raw`(?: port (\d{1,5}))?`
// A user's name may hold anything, a whole forged message included: it is as long as it can be, and the peer is the last that stands there.
const failed = new RegExp(`^Failed ([\\w/-]{1,60}) for (invalid user )?(.{0,256}) from ${peer}${end}(?: ssh2)?(?:: .{0,200})?$`, 's')
const invalid = new RegExp(`^Invalid user (.{0,256}) from ${peer}${end}$`, 's')
const tooMany = new RegExp(
  `^(?:error: maximum authentication attempts exceeded for (?:invalid user )?(.{0,256}) from|Disconnecting (?:authenticating|invalid) user (.{0,256})) ${peer}${end}(?: ssh2)?(?:: Too many authentication failures)?(?: \\[preauth\\])?$`,
  's',
)
const refused = /^User (.{0,256}) from (\S{1,255}) not allowed because (.{1,200})$/s
const left = new RegExp(`^Disconnected from user (.{1,256}) ${peer}${end}$`, 's')
const gaveUp = new RegExp(
  `^(?:Connection (?:closed|reset) by|Disconnected from) authenticating user (.{0,256}) ${peer}${end} \\[preauth\\]$`,
  's',
)
const scanned = new RegExp(
  `^(?:(?:error: )?(?:Protocol major versions differ|Bad protocol version identification .{0,300}|Did not receive identification string) (?:for|from) ${peer}${end}|banner exchange: Connection from ${peer}${end}: .{1,60}|(?:fatal: )?Timeout before authentication for (?:connection from )?${peer}(?: .{0,60})?)$`,
  's',
)

/**
 * `method` tells what a failure is: "password" and the like are tries; "unknown-user" and "gave-up" are said once of a connection, beside the tries
 * or, where only keys are taken, instead of them; "too-many" and "not-allowed" are sshd's own refusal.
 */
export const sshdMessages: MessageKind = {
  programs: ['sshd', 'sshd-session', 'sshd-auth'],
  needles: [
    'Accepted ',
    'Failed ',
    'Invalid user ',
    'attempts exceeded',
    'Too many auth',
    ' not allowed because ',
    'isconnected from user ',
    ' authenticating user ',
    'identification string',
    'Bad protocol',
    'banner exchange',
    'Timeout before',
  ],
  open: stateless(read),
}

function read(message: string): Told | undefined {
  switch (message.charCodeAt(0)) {
    case 65:
      return accepted(message)
    case 70:
      return message.startsWith('Failed ') ? attempt(message) : undefined
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

function attempt(message: string): Told | undefined {
  const [, method, unknown, user = '', address = '', port] = failed.exec(message.slice(0, most)) ?? []
  return method === undefined ? undefined : failure(user, address, port, method, unknown !== undefined)
}

/** Names that do not exist fold into one event by peer: a list of thousands of names is one guess at the host. */
function failure(user: string, address: string, port: string | undefined, method: string, unknown: boolean): Told {
  const fold = `sshd ${address} ${method} ${unknown ? '?' : user}`
  return { verb: 'login-failed', outcome: 'failure', user, address, port: port === undefined ? undefined : Number(port), method, fold }
}

function other(message: string): Told | undefined {
  const a = invalid.exec(message)
  if (a !== null) return failure(a[1] ?? '', a[2] ?? '', a[3], 'unknown-user', true)
  const b = gaveUp.exec(message)
  if (b !== null) return failure(b[1] ?? '', b[2] ?? '', b[3], 'gave-up', false)
  const c = left.exec(message)
  if (c !== null) return { verb: 'logout', user: c[1], address: c[2], port: c[3] === undefined ? undefined : Number(c[3]) }
  const d = tooMany.exec(message)
  if (d !== null) return failure(d[1] ?? d[2] ?? '', d[3] ?? '', d[4], 'too-many', false)
  const e = refused.exec(message)
  if (e !== null) return failure(e[1] ?? '', e[2] ?? '', undefined, 'not-allowed', false)
  const f = scanned.exec(message)
  const from = f?.[1] ?? f?.[3] ?? f?.[5]
  return from === undefined ? undefined : { verb: 'connected', outcome: 'failure', address: from, fold: `sshd ${from} scan` }
}
