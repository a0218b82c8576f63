// The systemd journal: the messages that syslog carries too, with what journald itself knows of their writers, and what its entries tell of boots and clocks.
import { textOf } from '../../core/bytes.ts'
import type { BinaryFormat, Draft, LogFlaw, ReadBytes } from '../../core/log-format.ts'
import { Boots } from '../journal/boots.ts'
import { headerLength, parseJournalHeader } from '../journal/header.ts'
import { isFlaw, Journal, type JournalEntry, timeOf } from '../journal/journal.ts'
import { journalCatalogue } from './journal-catalogue.ts'
import { journalWriter, type Writer } from './journal-writer.ts'
import { messageKinds } from './messages/index.ts'
import { openMessages } from './messages/speakers.ts'

type Fields = ReadonlyMap<string, string>

/** Fields with an underscore are journald's own word; all others are the writer's. */
const about = ['_COMM', '_EXE', '_CMDLINE', '_UID', '_AUDIT_LOGINUID', '_AUDIT_SESSION', '_SYSTEMD_UNIT', '_SYSTEMD_CGROUP'] as const
const ofMessage = ['MESSAGE', 'MESSAGE_ID', 'SYSLOG_IDENTIFIER', '_PID', 'SYSLOG_PID', '_TRANSPORT', '_SOURCE_REALTIME_TIMESTAMP']
const wanted = [...ofMessage, ...about, 'CONTAINER_ID', ...journalCatalogue.fields]
const longestMessage = 4096
const longestExcerpt = 500
/** What a message may have waited in the socket, in microseconds: an older time of its own is not believed. */
const longestWait = 600_000_000

const programs: ReadonlySet<string> = new Set(messageKinds.flatMap(kind => kind.programs))
/** What is read of every program, whatever its name. */
const anyones = messageKinds.filter(kind => kind.programs.length === 0).flatMap(kind => kind.needles)

/** Whether an entry that holds this payload can give a draft. */
function marks(payload: Uint8Array): boolean {
  const first = payload[0]
  if (first === 0x53) {
    const text = payload.length > 100 ? '' : textOf(payload)
    return text.startsWith('SYSLOG_IDENTIFIER=') && programs.has(text.slice(18))
  }
  if (first !== 0x4d) return false
  const bytes = Buffer.from(payload.buffer, payload.byteOffset, payload.length)
  if (bytes[7] === 0x3d) return anyones.some(needle => bytes.includes(needle))
  return (
    payload.length === 43 && journalCatalogue.ids.has(bytes.toString('latin1', 11)) && bytes.toString('latin1', 0, 11) === 'MESSAGE_ID='
  )
}

function timeIn(entry: JournalEntry, fields: Fields): Draft['time'] {
  const own = Number(fields.get('_SOURCE_REALTIME_TIMESTAMP') ?? Number.NaN)
  return own <= entry.realtime && own > entry.realtime - longestWait ? { ...timeOf(entry), ms: own / 1000 } : timeOf(entry)
}

function excerptOf(program: string, pid: number | undefined, message: string, fields: Fields): string {
  const known = about.flatMap(name => (fields.has(name) ? [`${name}=${fields.get(name)?.slice(0, 60)}`] : [])).join(' ')
  const said = `${program}${pid === undefined ? '' : `[${pid}]`}: ${message}`
  return `${said.slice(0, longestExcerpt - 3 - Math.min(known.length, 200))} {${known.slice(0, 200)}}`
}

/** Which unit systemd speaks of; it is itself in another one. */
const unitOf = (fields: Fields): string | undefined => fields.get('UNIT') ?? fields.get('USER_UNIT')

/** The greatest number stands for none. */
function auditSession(fields: Fields): string | undefined {
  const session = fields.get('_AUDIT_SESSION')
  return session === '4294967295' ? undefined : session
}

/** Only root lets somebody in: an ordinary account that says so lies, even when it is gone before anybody could look at its program. */
function isForged({ verb }: Draft, { standing }: Writer, fields: Fields): boolean {
  return standing === 'other' || (standing === 'unproven' && verb === 'login' && !fields.has('CONTAINER_ID'))
}

/** Somebody wrote in the name of a program that he is not: the message is not believed, that it was written is told. */
function forged(program: string, writer: Writer): Omit<Draft, 'time'> {
  const method = `in the name of ${program} by ${writer.exe === '' ? 'a program that was gone at once' : writer.exe}`
  return { verb: 'alert', attack: 'forged-log-record', method, program, fold: method, trust: 'kernel' }
}

function* draftsOf(entry: JournalEntry, fields: Fields, read: ReturnType<typeof openMessages>): Generator<Draft> {
  const program = fields.get('SYSLOG_IDENTIFIER') ?? fields.get('_COMM') ?? ''
  const writer = journalWriter(program, fields)
  const pid = Number(fields.get('_PID') ?? fields.get('SYSLOG_PID') ?? Number.NaN)
  const known = Number.isSafeInteger(pid) ? pid : undefined
  const message = (fields.get('MESSAGE') ?? '').slice(0, longestMessage)
  const time = timeIn(entry, fields)
  const said = read(program, known, message, time)
  const drafts = said.length > 0 ? said : journalCatalogue.read(fields, writer, time)
  for (const draft of drafts) {
    yield {
      ...draft,
      ...(isForged(draft, writer, fields) ? forged(program, writer) : {}),
      ...(writer.standing === 'unproven' ? { trust: 'user' as const } : {}),
      time: draft.time ?? time,
      clock: 'kernel',
      unit: draft.unit ?? (draft.verb === 'unit' ? unitOf(fields) : fields.get('_SYSTEMD_UNIT')),
      session: draft.session ?? auditSession(fields),
      container: draft.container ?? fields.get('CONTAINER_ID'),
      locus: `#s=${entry.seqnum}`,
      excerpt: excerptOf(program, known, message, fields),
    }
  }
}

function* read(at: ReadBytes, size: number): Generator<Draft | LogFlaw> {
  const journal = Journal.open(at, size, wanted)
  if (journal === undefined) {
    if (size > 0) yield { flaw: 'corrupt', detail: 'the header is none of a journal', locus: '@0' }
    return
  }
  const boots = new Boots()
  const messages = openMessages()
  for (const one of journal.entries(marks)) {
    if (isFlaw(one)) {
      yield one
      continue
    }
    const told = boots.see(one)
    if (told !== undefined) yield told
    if (one.marked) yield* draftsOf(one, journal.fields(one), messages)
  }
  yield* journal.doubts()
}

export const journalLog: BinaryFormat = {
  id: 'journal',
  summary: {
    zh: 'systemd 日志(journal):系统各组件的消息,及日志服务自己对写入者的记录',
    en: 'systemd journal: messages of the system, and what journald knows of their writers',
  },
  techniques: ['T1110', 'T1078', 'T1136', 'T1098', 'T1543.002', 'T1070.002'],
  references: ['https://systemd.io/JOURNAL_FILE_FORMAT/', 'man:systemd.journal-fields(7)'],
  form: 'binary',
  source: 'journal',
  trust: 'service',
  paths: ['/var/log/journal/*/*.journal', '/run/log/journal/*/*.journal', '/var/log/journal/*/*.journal~'],
  recognise: head => (head.startsWith('LPKSHHRH') ? 1 : 0),
  read,
  extent(at, size) {
    const header = parseJournalHeader(at(0, Math.min(size, headerLength)) ?? new Uint8Array(0))
    if (header === undefined) return undefined
    const time = (ms: number | undefined) => (ms === undefined ? undefined : { ms, zoned: true, grain: 0.001 })
    return { records: header.entries, from: time(header.first), to: time(header.last) }
  },
}
