// One thing that happened on a host, whatever record tells of it: a log line, a login record, the times of a file, a running process.
import { shortDigest } from './digest.ts'
import type { EntityId } from './entity.ts'
import type { Instant } from './instant.ts'

export const verbs = [
  'login', // somebody was let in
  'login-failed',
  'logout',
  'account-changed', // user, group, password or shell
  'key-changed', // authorized_keys
  'privilege', // sudo, su, pkexec
  'command', // somebody ran this line: history, sudo, audit, xp_cmdshell
  'request', // an HTTP or RPC request was answered
  'exploit', // a request or command that is an attack by its form, whoever sent it
  'download', // something was fetched from outside
  'configured', // a service was told to behave otherwise: CONFIG SET, ALTER SYSTEM, GRANT
  'database', // a statement of a database
  'package', // software was installed, upgraded or removed
  'scheduled', // cron, at or a timer ran something
  'unit', // a service was started, stopped, enabled or failed
  'container', // created, started, executed in, removed
  'process', // a process began
  'file', // a file was born, changed or moved
  'connected', // a connection came in or went out
  'boot', // start or stop of the machine
  'clock', // the clock was set
  'log-gap', // records are missing, cut off, overwritten or out of order
  'alert', // another guard (fail2ban, Suricata, an agent of the cloud) said so
  'error', // a service broke in a way that an attack leaves: crash, core dump, refused syntax
] as const
export type Verb = (typeof verbs)[number]

/**
 * How far the time can be believed. kernel: written by the kernel or with a monotonic companion (ctime, journal) · zoned: the record names its zone ·
 * local: the host's zone was applied · assumed: no zone or year is known and one was assumed · order: no time at all, only the place among its neighbours.
 */
export type Clock = 'kernel' | 'zoned' | 'local' | 'assumed' | 'order'

/** Who could have written the record: the kernel, a service running as another user, or the very user it tells of (shell histories, mtimes). */
export type Trust = 'kernel' | 'service' | 'user'

/** What an event tells of those who took part; only what the record says. */
export interface Particulars {
  /** The account that acted, or that was tried. */
  readonly user?: string | undefined
  /** The account or file that was acted on. */
  readonly target?: string | undefined
  /** The peer: an address, never a name that was resolved by us. */
  readonly address?: string | undefined
  readonly port?: number | undefined
  readonly pid?: number | undefined
  /** The program that wrote the record or acted. */
  readonly program?: string | undefined
  readonly path?: string | undefined
  /** The command line or statement, lossless, at most 2,000 characters. */
  readonly command?: string | undefined
  /** "POST /actuator/env", decoded once. */
  readonly request?: string | undefined
  readonly agent?: string | undefined
  readonly status?: number | undefined
  readonly bytes?: number | undefined
  /** "password", "publickey", "SHA256:…" and the like: how somebody was let in. */
  readonly method?: string | undefined
  readonly key?: string | undefined
  readonly unit?: string | undefined
  readonly container?: string | undefined
  readonly package?: string | undefined
  readonly url?: string | undefined
  /** Name of the attack, when the form of the record gives it away: an id of rules/patches or of the log format. */
  readonly attack?: string | undefined
  /** The host that wrote the record, by its own word: a log may hold the lines of many. */
  readonly reporter?: string | undefined
  /** A session that other records name too: audit's ses, systemd's session number, a shell's pid. */
  readonly session?: string | undefined
}

export interface HostEvent extends Particulars {
  /** "E-…": the same whenever the same record is read. */
  readonly id: string
  readonly host: string
  readonly at: Instant
  /** Seconds that the true time may be before or after `at`. */
  readonly spread: number
  readonly clock: Clock
  readonly trust: Trust
  readonly verb: Verb
  readonly outcome?: 'success' | 'failure' | undefined
  /** The kind of record: a `LogSource` or "files", "processes", "findings", "wire". */
  readonly source: string
  /** "/var/log/auth.log:1207", "/var/log/journal/…/system.journal#s=4711". */
  readonly locator: string
  /** What stands there, lossless, at most 500 characters; escaped only when shown. */
  readonly excerpt: string
  /** More than one when equal records were folded into this one, the last of them at `until`. */
  readonly count: number
  readonly until?: Instant | undefined
  /** Things of the incident that it is about. */
  readonly entities: readonly EntityId[]
  /** Other records that tell of the same happening; what they know more is told here too. */
  readonly also?: readonly { readonly source: string; readonly locator: string }[] | undefined
}

export function eventId(host: string, locator: string, verb: Verb, excerpt: string): string {
  return `E-${shortDigest(`${host}\n${locator}\n${verb}\n${excerpt}`)}`
}
