// The contract of a kind of log: where it lies, how it is known when its name says nothing, and how its records become events.
import type { Clock, Particulars, Trust, Verb } from './event.ts'
import type { About } from './module.ts'
import type { Patches } from './patch.ts'

/** What a log is a witness of. A hypothesis asks by these whether a trace could have been seen at all. */
export const logSources = [
  'auth',
  'syslog',
  'journal',
  'kernel',
  'logins', // utmp, wtmp
  'failed-logins', // btmp
  'last-logins', // lastlog
  'cron',
  'audit',
  'packages',
  'history',
  'web-access',
  'web-error',
  'application', // servers of applications: Tomcat, Jenkins, Confluence, ActiveMQ, WebLogic, pm2, Next.js, php-fpm …
  'redis',
  'postgresql',
  'mysql',
  'docker',
  'containerd',
  'kubelet',
  'kubernetes-audit',
  'mail',
  'guards', // fail2ban, Suricata, agents of clouds
  'language-packages', // npm, pip
] as const
export type LogSource = (typeof logSources)[number]

/** A time as the record gives it; the one who reads the file makes an instant of it. */
export interface RecordTime {
  /** Milliseconds since 1970 of the wall clock read as if it were UTC when `zone` is absent, and of the true instant otherwise. */
  readonly ms: number
  /** Given by the record ("+08:00", "Z", or seconds since 1970). Absent: local time of the host. */
  readonly zoned: boolean
  /** The record has no year: `ms` lies in 1972 (a leap year), and the reader finds the year. */
  readonly yearless?: boolean | undefined
  /** Seconds that the record itself is coarse by: 1 for whole seconds, 60 for minutes, 0.001 for milliseconds. */
  readonly grain: number
}

/** An event before it has an id, a host and an instant. */
export interface Draft extends Particulars {
  readonly time?: RecordTime | undefined
  /** Overrides what the clock would be called otherwise. */
  readonly clock?: Clock | undefined
  readonly trust?: Trust | undefined
  readonly verb: Verb
  readonly outcome?: 'success' | 'failure' | undefined
  /** How many times it happened, where the record says so ("message repeated 5 times"). */
  readonly count?: number | undefined
  /** Equal drafts with the same fold key that follow each other closely become one event with a count. Absent: never folded. */
  readonly fold?: string | undefined
  /** Where within the file, when the line number does not say it: "#s=4711", "@1024". */
  readonly locus?: string | undefined
  /** When it is not the line itself. */
  readonly excerpt?: string | undefined
}

/** How a web server was told to write its access log: nginx's log_format or Apache's LogFormat, as it stands in its configuration. */
export interface AccessLayout {
  readonly server: 'nginx' | 'apache'
  readonly layout: string
}

/** What a reader of lines is told of the file it reads. */
export interface LogPlace {
  readonly path: string
  /** The account whose home it lies in, '' when it belongs to none. */
  readonly user: string
  /** By what requests and statements are known as attacks; absent: by what the format itself knows. */
  readonly patches?: Patches | undefined
  /** How access logs are written on this host, where its web servers were told so; the one for this file first. */
  readonly layouts?: readonly AccessLayout[] | undefined
}

/** Reads the lines of one file in order. Never throws; a line of no interest gives nothing. */
export interface LineReader {
  /** `number`: its place in the file, from 1, by which neighbours are known. */
  line(text: string, number?: number): Iterable<Draft>
  /** Of any line: when it was written, for coverage and for holes; undefined when the line carries no time. */
  time(text: string): RecordTime | undefined
  /** Drafts that were waiting for more lines. */
  end?(): Iterable<Draft>
}

interface Format extends About {
  readonly source: LogSource
  readonly trust: Trust
  /** Globs of the current file; what it was rotated to (.1, .2.gz, -20260101.xz …) is found by the reader. "~" is every home. */
  readonly paths: readonly string[]
  /** 0–1: how sure the beginning of the file (up to 4 KiB) makes us that it is this format, for collected logs with any name. */
  recognise(head: string, name: string, layouts?: readonly AccessLayout[]): number
}

/** Lines of text. */
export interface LineFormat extends Format {
  readonly form: 'lines'
  /** Only lines that hold one of these (ASCII, in any case of letters) can give an event; empty when every line can. Found by one pass over whole blocks. */
  readonly needles: readonly string[]
  open(place: LogPlace): LineReader
}

/** Bytes at places, such as journals and login records. */
export interface BinaryFormat extends Format {
  readonly form: 'binary'
  read(at: ReadBytes, size: number, place: LogPlace): Iterable<Draft | LogFlaw>
  /** When its first and last records were written and how many there are, whether or not they give an event; undefined for what is no such file. */
  extent(at: ReadBytes, size: number): LogExtent | undefined
}

export interface LogExtent {
  readonly records: number
  readonly from?: RecordTime | undefined
  readonly to?: RecordTime | undefined
}

/** Up to `length` bytes from `offset`; undefined when they cannot be had. */
export type ReadBytes = (offset: number, length: number) => Uint8Array | undefined

/** Something about the file itself: a hole, a cut, a record that no writer makes, a broken seal. Evidence when somebody did it, a gap otherwise. */
export interface LogFlaw {
  readonly flaw: 'hole' | 'cut' | 'blank' | 'corrupt' | 'backwards' | 'unsealed' | 'unsupported'
  readonly detail: string
  readonly locus: string
  /** Between which times, where it can be said. */
  readonly from?: RecordTime | undefined
  readonly to?: RecordTime | undefined
}

export type LogFormat = LineFormat | BinaryFormat
