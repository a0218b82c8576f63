// Logins that were tried on this host, as its logs and the wire tell them.
import type { HostEvent } from '../../core/event.ts'
import type { LoginTries } from '../../core/facts/wire.ts'
import type { Gap } from '../../core/gap.ts'
import type { HostView } from '../../core/host.ts'
import { type Instant, instantOf } from '../../core/instant.ts'
import type { Draft, LogFlaw, LogFormat } from '../../core/log-format.ts'
import type { LoginTry } from '../../harden/login-limits.ts'
import { authLog } from '../../parse/logs/auth-log.ts'
import { journalLog } from '../../parse/logs/journal.ts'
import { postgresqlLog } from '../../parse/logs/postgresql-log.ts'
import { wtmpLog } from '../../parse/logs/wtmp.ts'
import { hostZone } from '../../trace/host-zone.ts'
import { readLogs } from '../../trace/read/read-logs.ts'

/** Kept of one log with its rotations; those nearest to now are. */
const mostTries = 100_000
const mostOfOneRecord = 1000
/** Clients offer several keys of their own accord, and whoever hangs up has tried nothing: fail2ban does not count them either. */
const noTry = new Set(['publickey', 'none', 'gave-up'])

export interface TriesRead {
  readonly tries: readonly LoginTry[]
  readonly gaps: readonly Gap[]
}

/** From the logs that were written since `from`. Where sshd writes both to a log and to the journal, that which goes on is read. */
export function triesInLogs(host: HostView, from: Instant): TriesRead {
  // wtmp reaches further back: who is known is known from there, too.
  const formats = [authLog, journalLog, postgresqlLog, wtmpLog].map(unfolded)
  const { events, gaps } = readLogs(host, formats, { zone: hostZone(host), from, around: host.now, mostEvents: mostTries })
  const isTry = ({ verb, method = '' }: HostEvent): boolean => verb === 'login' || (verb === 'login-failed' && !noTry.has(method))
  const logins = events.filter(event => event.address !== undefined && isTry(event))
  const last = (source: string): Instant | undefined => logins.findLast(e => e.source === source)?.at
  const left = (last('journal') ?? '') > (last('auth') ?? '') ? 'auth' : 'journal'
  return { tries: logins.filter(({ source }) => source !== left).flatMap(triesOf), gaps }
}

/** Each record for itself: how close they lie is what counts. */
function unfolded(format: LogFormat): LogFormat {
  const bare = ({ fold: _, ...draft }: Draft): Draft => draft
  if (format.form === 'binary')
    return {
      ...format,
      *read(at, size, place) {
        for (const one of format.read(at, size, place)) yield 'flaw' in one ? (one satisfies LogFlaw) : bare(one)
      },
    }
  return {
    ...format,
    open(place) {
      const reader = format.open(place)
      return {
        *line(text) {
          for (const draft of reader.line(text)) yield bare(draft)
        },
        time: text => reader.time(text),
        *end() {
          for (const draft of reader.end?.() ?? []) yield bare(draft)
        },
      }
    },
  }
}

function triesOf({ at, address = '', user = '', verb, program = '', source, locator, count }: HostEvent): readonly LoginTry[] {
  const one = { at: Date.parse(at), address, user, accepted: verb === 'login', service: program || source, locator }
  return new Array<LoginTry>(Math.min(count, mostOfOneRecord)).fill(one)
}

/** Of conversations with services of this host; what sshd decided is known better from its log. */
export function triesOnWire(rows: readonly LoginTries[], own: readonly string[]): readonly LoginTry[] {
  const ours = new Set(own)
  return rows
    .filter(({ server, service }) => ours.has(server.address) && service !== 'ssh')
    .flatMap(({ at, client, service, users, refused, accepted, frame }) => {
      const one = { at: Date.parse(at), address: client.address, service, locator: frame }
      const tries = Array.from({ length: Math.min(refused, mostOfOneRecord) }, (_, i) => ({
        ...one,
        user: users[i] ?? users[0] ?? '',
        accepted: false,
      }))
      return accepted ? [...tries, { ...one, user: users.at(-1) ?? '', accepted: true }] : tries
    })
}

/** So long ago. */
export function ago(now: Instant, seconds: number): Instant {
  return instantOf(Date.parse(now) - seconds * 1000) ?? now
}
