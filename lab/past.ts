// The days before an incident as Debian 12 wrote them to auth.log, syslog and wtmp: cron's hours, those who belong here, and those who guess at every host on the net all day.
import { gzipSync } from 'node:zlib'

/** Somebody who belongs here and comes on most days. */
export interface Friend {
  readonly user: string
  readonly address: string
  /** Fingerprint of the key; absent: by password. */
  readonly key?: string
  /** Hours of the day (UTC) at which he comes. */
  readonly hours: readonly number[]
  /** What he does with sudo, each time. */
  readonly sudo?: string
}

export interface Past {
  /** How many days are on record. */
  readonly days: number
  readonly friends?: readonly Friend[]
  /** Guesses at root and at invented accounts on each day, from addresses that change daily. */
  readonly guesses?: number
  /** Until how many minutes before now. */
  readonly until?: number
  /** As older systems write it: "Nov 21 03:10:01", in the time of the zone with this offset in hours. */
  readonly traditional?: { readonly offset: number }
}

/** A server like many: its owner comes by key, and the net guesses. */
export const ordinary: Past = {
  days: 12,
  guesses: 40,
  friends: [{ user: 'root', address: '198.51.100.20', key: 'SHA256:7t5mZ1Jq0sV0yUu9oT2mJt8wB4n1xW6cYkQf3rXbYzA', hours: [9, 15] }],
}

export interface LogFile {
  readonly path: string
  readonly content: string | Uint8Array
  readonly mtime: Date
}

interface Line {
  readonly ms: number
  readonly program: string
  readonly text: string
}

const day = 86_400_000
const host = 'orders'
const invented = ['admin', 'test', 'oracle', 'ubuntu', 'git', 'ftpuser', 'hadoop', 'pi', 'user', 'nagios', 'es', 'tom']
/** The current file holds the newest days, and each older file a week, as logrotate leaves them. */
const newest = 4 * day

export function pastLogs(past: Past, now: number = Date.now()): LogFile[] {
  return [...textLogs(past, now), wtmp(past, now)]
}

function textLogs(past: Past, now: number): LogFile[] {
  const random = numbers(past.days + 1)
  const scheduled = hours(past, now).flatMap(ms => jobs(ms, random))
  return [
    ...rotated('auth.log', linesOf(past, now), past, now),
    ...rotated(
      'syslog',
      [
        ...scheduled,
        ...hours(past, now)
          .filter((_, n) => n % 24 === 0)
          .flatMap(nightly),
      ],
      past,
      now,
    ),
    ...rotated('cron.log', scheduled, past, now),
  ]
}

function rotated(name: string, lines: readonly Line[], past: Past, now: number): LogFile[] {
  const sorted = lines.toSorted((a, b) => a.ms - b.ms)
  const files = Map.groupBy(sorted, ({ ms }) => (now - ms <= newest ? 0 : 1 + Math.floor((now - ms - newest) / (7 * day))))
  return [...files].map(([rotation, own]) => {
    const content = own.map(line => written(line, past)).join('')
    const path = `/var/log/${name}${['', '.1'][rotation] ?? `.${rotation}.gz`}`
    return { path, content: rotation > 1 ? gzipSync(content) : content, mtime: new Date(own.at(-1)?.ms ?? now) }
  })
}

/** Seventeen past each hour, when cron runs what is hourly. */
function hours({ days, until = 90 }: Past, now: number): number[] {
  const first = Math.floor(now / day) * day - days * day + 17 * 60_000
  return Array.from({ length: (days + 1) * 24 }, (_, n) => first + n * 3_600_000).filter(ms => ms < now - until * 60_000)
}

function jobs(ms: number, random: () => number): Line[] {
  return [{ ms: ms + 1, program: `CRON[${pid(random)}]`, text: '(root) CMD (   cd / && run-parts --report /etc/cron.hourly)' }]
}

function nightly(ms: number): Line[] {
  return [
    { ms: ms + 5000, program: 'systemd[1]', text: 'Starting dpkg-db-backup.service - Daily dpkg database backup service...' },
    { ms: ms + 5300, program: 'systemd[1]', text: 'Finished dpkg-db-backup.service - Daily dpkg database backup service.' },
  ]
}

/** Records of utmp(5), 384 bytes each: the sessions of friends who come by a terminal. */
function wtmp({ days, friends = [], until = 90 }: Past, now: number): LogFile {
  const random = numbers(days)
  const records: Buffer[] = []
  let last = 0
  const midnight = Math.floor(now / day) * day
  const visits = Array.from({ length: days + 1 }, (_, n) =>
    friends.flatMap(friend => friend.hours.map(hour => ({ friend, hour, ago: days - n }))),
  ).flat()
  for (const { friend, hour, ago } of visits) {
    const ms = midnight - ago * day + hour * 3_600_000 + Math.floor(random() * 3_000_000)
    if (ms >= now - until * 60_000) continue
    const own = pid(random)
    records.push(login(7, own, friend, ms), login(8, own, { user: '', address: '' }, ms + 900_000))
    last = ms + 900_000
  }
  return { path: '/var/log/wtmp', content: Buffer.concat(records), mtime: new Date(last) }
}

function login(type: number, id: number, { user, address }: Pick<Friend, 'user' | 'address'>, ms: number): Buffer {
  const record = Buffer.alloc(384)
  record.writeInt16LE(type, 0)
  record.writeInt32LE(id, 4)
  record.write('pts/0', 8, 32, 'latin1')
  record.write(user, 44, 32, 'latin1')
  record.write(address, 76, 256, 'latin1')
  record.writeInt32LE(Math.floor(ms / 1000), 340)
  if (address !== '') record.set(address.split('.').map(Number), 348)
  return record
}

function linesOf({ days, friends = [], guesses = 0, until = 90 }: Past, now: number): Line[] {
  const random = numbers(days * 1000 + guesses)
  const lines: Line[] = []
  for (let ago = days; ago >= 0; ago--) {
    const midnight = Math.floor(now / day) * day - ago * day
    const at = (hour: number): number => midnight + hour * 3_600_000 + Math.floor(random() * 3_000_000)
    for (const friend of friends) for (const hour of friend.hours) lines.push(...visit(friend, at(hour), random))
    const guessers = Array.from({ length: 1 + Math.floor(guesses / 40) }, () => foreign(random))
    for (let n = 0; n < guesses; n++) lines.push(...guess(guessers[n % guessers.length] ?? '', at(random() * 23), random))
    for (let hour = 0; hour < 24; hour++) lines.push(...hourly(midnight + hour * 3_600_000 + 17 * 60_000, random))
  }
  return lines.filter(({ ms }) => ms < now - until * 60_000)
}

function visit({ user, address, key, sudo }: Friend, ms: number, random: () => number): Line[] {
  const program = `sshd[${pid(random)}]`
  const how = key === undefined ? 'password' : 'publickey'
  const end = ms + 60_000 + Math.floor(random() * 1_800_000)
  const said = (after: number, text: string, by = program): Line => ({ ms: ms + after, program: by, text })
  return [
    said(0, `Accepted ${how} for ${user} from ${address} port ${port(random)} ssh2${key === undefined ? '' : `: ED25519 ${key}`}`),
    said(12, `pam_unix(sshd:session): session opened for user ${user}(uid=${user === 'root' ? 0 : 1000}) by (uid=0)`),
    ...(sudo === undefined
      ? []
      : [
          said(20_000, `    ${user} : TTY=pts/0 ; PWD=/home/${user} ; USER=root ; COMMAND=${sudo}`, 'sudo'),
          said(20_005, `pam_unix(sudo:session): session opened for user root(uid=0) by ${user}(uid=1000)`, 'sudo'),
          said(21_000, 'pam_unix(sudo:session): session closed for user root', 'sudo'),
        ]),
    { ms: end, program, text: `pam_unix(sshd:session): session closed for user ${user}` },
  ]
}

function guess(address: string, ms: number, random: () => number): Line[] {
  const program = `sshd[${pid(random)}]`
  const from = `${address} port ${port(random)}`
  const name = random() < 0.6 ? 'root' : (invented[Math.floor(random() * invented.length)] ?? 'admin')
  const said = (after: number, text: string): Line => ({ ms: ms + after, program, text })
  const failure = 'pam_unix(sshd:auth): authentication failure; logname= uid=0 euid=0 tty=ssh ruser='
  if (name === 'root')
    return [
      said(0, `${failure} rhost=${address}  user=root`),
      said(2100, `Failed password for root from ${from} ssh2`),
      said(2600, `Connection closed by authenticating user root ${from} [preauth]`),
    ]
  return [
    said(0, `Invalid user ${name} from ${from}`),
    said(40, 'pam_unix(sshd:auth): check pass; user unknown'),
    said(42, `${failure} rhost=${address} `),
    said(2100, `Failed password for invalid user ${name} from ${from} ssh2`),
    said(2600, `Connection closed by invalid user ${name} ${from} [preauth]`),
  ]
}

function hourly(ms: number, random: () => number): Line[] {
  const program = `CRON[${pid(random)}]`
  return [
    { ms: ms + 1, program, text: 'pam_unix(cron:session): session opened for user root(uid=0) by (uid=0)' },
    { ms: ms + 60, program, text: 'pam_unix(cron:session): session closed for user root' },
  ]
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

function written({ ms, program, text }: Line, { traditional }: Past): string {
  if (traditional === undefined) return `${new Date(ms).toISOString().slice(0, -1)}000+00:00 ${host} ${program}: ${text}\n`
  const local = new Date(ms + traditional.offset * 3_600_000)
  const clock = local.toISOString().slice(11, 19)
  return `${months[local.getUTCMonth()]} ${`${local.getUTCDate()}`.padStart(2)} ${clock} ${host} ${program}: ${text}\n`
}

const pid = (random: () => number): number => 600 + Math.floor(random() * 30_000)
const port = (random: () => number): number => 32_768 + Math.floor(random() * 28_000)

/** Addresses of the three networks for documentation, so that nobody's is named. */
function foreign(random: () => number): string {
  const network = ['192.0.2', '198.51.100', '203.0.113'][Math.floor(random() * 3)]
  return `${network}.${100 + Math.floor(random() * 150)}`
}

/** The same numbers in every run (mulberry32). */
export function numbers(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}
