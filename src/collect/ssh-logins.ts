// Whom sshd let in lately, and with which key: from the ends of the authentication logs and of the systemd journal.
import { textOf } from '../core/bytes.ts'
import type { Collector, Row } from '../core/collector.ts'
import type { SshLogin } from '../core/facts/account.ts'
import { type Gap, isGap } from '../core/gap.ts'
import { glob } from '../core/glob.ts'
import type { HostView } from '../core/host.ts'
import { instantOf } from '../core/instant.ts'
import type { ReadBytes } from '../core/log-format.ts'
import { logTime } from '../parse/files/log-time.ts'
import { Journal, timeOf } from '../parse/journal/journal.ts'
import { newestWith } from '../parse/journal/lookup.ts'
import { pieces } from '../parse/journal/pages.ts'
import { parseAccepted } from '../parse/logs/sshd-accepted.ts'
import { journalDirectories } from './log-places.ts'

const textLogs = ['/var/log/auth.log', '/var/log/auth.log.1', '/var/log/secure']
/** Bytes from the end of each log. */
const mostText = 1 << 20
/** Messages of sshd, the newest of each journal. */
const mostEntries = 5000
/** Names that sshd writes under since its parts are programs of their own (OpenSSH 9.8). */
const sshd: ReadonlySet<string> = new Set(['sshd', 'sshd-session'])
const mostMachines = 4
const mostArchived = 2
const zoned = /^\W{0,3}\d{4}-\d\d-\d\dT[\d:.,]+ ?(?:Z|[+-]\d\d:?\d\d)/

export const sshLogins: Collector = {
  id: 'ssh-logins',
  summary: { zh: 'sshd 放行的登录及所用密钥', en: 'logins that sshd accepted, with the key that opened' },
  techniques: ['T1078', 'T1021.004'],
  references: ['man:sshd(8)', 'https://systemd.io/JOURNAL_FILE_FORMAT/'],
  gives: ['sshLogins'],
  needs: [],
  *collect(host) {
    for (const path of textLogs) yield* fromText(host, path)
    for (const directory of journalDirectories) for (const path of journalsIn(host, directory)) yield* fromJournal(host, path)
  },
}

/** The journal that is written now, and the newest that it was rotated to: their names end with the time of their first entry. */
function journalsIn({ files }: HostView, directory: string): readonly string[] {
  const archived = glob(files, `${directory}/*/system@*.journal`, 500).toSorted((a, b) => (a.slice(-24) < b.slice(-24) ? 1 : -1))
  return [...glob(files, `${directory}/*/system.journal`, mostMachines), ...archived.slice(0, mostArchived)]
}

function* fromText({ files }: HostView, path: string): Generator<Row | Gap> {
  const stat = files.stat(path)
  if (isGap(stat)) {
    if (stat.why !== 'absent') yield stat
    return
  }
  if (stat.type !== 'file') return
  const bytes = files.readAt(path, Math.max(0, stat.size - mostText), mostText)
  if (isGap(bytes)) {
    yield bytes
    return
  }
  for (const line of textOf(bytes).split('\n')) {
    const accepted = parseAccepted(line)
    const time = zoned.test(line) ? logTime(line, Number.NaN) : undefined
    if (accepted !== undefined) yield ['sshLogins', rowOf(path, accepted, time)]
  }
}

function* fromJournal({ files }: HostView, path: string): Generator<Row | Gap> {
  const stat = files.stat(path)
  if (isGap(stat) || stat.type !== 'file') {
    if (isGap(stat)) yield stat
    return
  }
  let refused: Gap | undefined
  const at: ReadBytes = (offset, length) => {
    const bytes = files.readAt(path, offset, length)
    if (!isGap(bytes)) return bytes
    refused ??= bytes
    return undefined
  }
  const open = (field: string): Journal | undefined => Journal.open(at, stat.size, [field], pieces.short)
  const [messages, writers] = [open('MESSAGE'), open('_UID')]
  const entries = messages === undefined ? [] : newestWith(messages, 'SYSLOG_IDENTIFIER', name => sshd.has(name), mostEntries)
  for (const entry of entries) {
    const accepted = parseAccepted(messages?.fields(entry).get('MESSAGE') ?? '')
    // Anybody can write in the name of sshd.
    if (accepted === undefined || writers?.fields(entry).get('_UID') !== '0') continue
    yield ['sshLogins', rowOf(path, accepted, timeOf(entry).ms)]
  }
  if (refused !== undefined) yield refused
}

function rowOf(path: string, accepted: Omit<SshLogin, 'path' | 'at'>, time: number | undefined): SshLogin {
  return { path, ...accepted, at: time === undefined ? undefined : instantOf(time) }
}
