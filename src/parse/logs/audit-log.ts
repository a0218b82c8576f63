// auditd: who was let in, what was executed and with which rights; the records of one event are joined by its serial.
import type { Draft, LineFormat, LineReader, RecordTime } from '../../core/log-format.ts'
import { commandTold, wipingTold } from './command-line.ts'
import { addressOf } from './messages/kind.ts'
import { unixStamp } from './record-time.ts'

/** Records of one event come together; a few events may be mixed. */
const mostOpen = 64
const head = /^(?:node=\S{1,255} )?type=([A-Z_0-9]{2,40}) msg=audit\((\d{10}\.\d{1,3}):(\d{1,20})\): ?/

type Fields = ReadonlyMap<string, string>

interface AuditRecord {
  readonly type: string
  readonly fields: Fields
  readonly text: string
}

/** Values are bare, quoted, or hex when they hold anything odd; what `msg='…'` wraps is read too, and never overrides what the kernel put outside. */
export function auditFields(text: string): Map<string, string> {
  const fields = new Map<string, string>()
  const pattern = /(?:^|[\s'\x1d])([a-zA-Z_][\w-]{0,40})=("[^"]*"|'[^']*'|[^\s'"\x1d]*)/g
  const wrapped = text.indexOf(" msg='")
  const outside = wrapped < 0 ? text : text.slice(0, wrapped)
  for (const part of wrapped < 0 ? [outside] : [outside, text.slice(wrapped + 6)])
    for (const [, key = '', value = ''] of part.matchAll(pattern)) if (!fields.has(key) && fields.size < 400) fields.set(key, value)
  return fields
}

/** A value that a user could choose: in quotes, or as hex. */
export function auditText(value: string | undefined): string | undefined {
  if (value === undefined || value === '(null)' || value === '?') return undefined
  if (value.startsWith('"')) return value.slice(1, -1)
  return /^(?:[\dA-F]{2})+$/.test(value) ? Buffer.from(value, 'hex').toString('utf8') : value
}

/** Arguments of EXECVE (a0, a1, …), or of PROCTITLE, NULs between them. */
function commandOf(records: readonly AuditRecord[]): string | undefined {
  const argv = records
    .filter(({ type }) => type === 'EXECVE')
    .flatMap(({ fields }) => {
      const list: string[] = []
      for (let i = 0; i < 256; i++) {
        const whole = auditText(fields.get(`a${i}`))
        if (whole === undefined) break
        list.push(whole)
      }
      return list
    })
  if (argv.length > 0) return argv.map(arg => (/^[\w@%+=:,./-]+$/.test(arg) ? arg : `'${arg.replaceAll("'", "'\\''")}'`)).join(' ')
  const title = records.find(({ type }) => type === 'PROCTITLE')?.fields.get('proctitle')
  return auditText(title)?.replaceAll('\0', ' ').trim()
}

const accountTypes = /^(?:ADD|DEL)_(?:USER|GROUP)$|^(?:USER|GRP)_(?:MGMT|CHAUTHTOK|ACCT_LOCK|ACCT_UNLOCK)$|^GRP_MGMT$/
const nobody = '4294967295'
/** Without its name, as auditd keeps records by default: only root's number is the same everywhere. */
const accountOf = (uid: string): string => (uid === '0' ? 'root' : `uid ${uid}`)

class AuditReader implements LineReader {
  private readonly open = new Map<string, { time: RecordTime; records: AuditRecord[] }>()

  time(text: string): RecordTime | undefined {
    const found = head.exec(text.slice(0, 400))
    return found === null ? undefined : unixStamp(found[2] ?? '')?.time
  }

  *line(text: string): Iterable<Draft> {
    const found = head.exec(text)
    const time = found === null ? undefined : unixStamp(found[2] ?? '')?.time
    if (found === null || time === undefined) return
    const [start, type = '', stamp, serial] = found
    const record = { type, fields: auditFields(text.slice(start.length)), text }
    const key = `${stamp} ${serial}`
    const event = this.open.get(key)
    if (event !== undefined) {
      if (event.records.length < 64) event.records.push(record)
    } else {
      this.open.set(key, { time, records: [record] })
      if (this.open.size > mostOpen) yield* this.close(this.open.keys().next().value ?? key)
    }
    // A record of user space stands alone; the last of the kernel's is PROCTITLE or EOE.
    if (
      /^(?:EOE|PROCTITLE)$/.test(type) ||
      found[1]?.startsWith('USER_') ||
      accountTypes.test(type) ||
      /^(?:LOGIN|ANOM_|SERVICE_|DAEMON_|CONFIG_CHANGE|SYSTEM_|TTY$)/.test(type)
    )
      yield* this.close(key)
  }

  *end(): Iterable<Draft> {
    for (const key of [...this.open.keys()]) yield* this.close(key)
  }

  private *close(key: string): Iterable<Draft> {
    const event = this.open.get(key)
    this.open.delete(key)
    if (event === undefined) return
    const excerpt = event.records
      .map(({ text }) => text)
      .join('\n')
      .slice(0, 500)
    for (const told of toldOf(event.records)) yield { ...told, time: event.time, excerpt }
  }
}

/** Of one record that came alone, as by syslog; what is told by several records together is not told. */
export function auditTold(text: string): Draft | undefined {
  const [start, type = ''] = head.exec(text) ?? []
  if (start === undefined) return undefined
  const [told] = toldOf([{ type, fields: auditFields(text.slice(start.length)), text }])
  return told
}

function* toldOf(records: readonly AuditRecord[]): Iterable<Draft> {
  const [first] = records
  if (first === undefined) return
  const call = records.find(({ type }) => type === 'SYSCALL') ?? first
  const { fields } = call
  const ses = fields.get('ses')
  const login = fields.get('auid')
  const program = baseName(auditText(fields.get('exe')) ?? auditText(fields.get('comm')))
  const common = {
    user: login === undefined || login === nobody ? undefined : (auditText(fields.get('AUID')) ?? accountOf(login)),
    session: ses === undefined || ses === nobody ? undefined : ses,
    program,
    pid: Number.isInteger(Number(fields.get('pid') ?? '')) ? Number(fields.get('pid')) : undefined,
  }
  const outcome = fields.get('res') === 'failed' || fields.get('success') === 'no' ? 'failure' : 'success'
  const id = fields.get('id')
  const account = auditText(fields.get('acct')) ?? (id === undefined || id === nobody ? undefined : accountOf(id))
  const address = addressOf(auditText(fields.get('addr'))) ?? addressOf(auditText(fields.get('hostname')))
  if (first.type === 'USER_LOGIN' || (first.type === 'USER_AUTH' && outcome === 'failure'))
    yield outcome === 'success'
      ? { ...common, verb: 'login', outcome, user: account ?? common.user, address, method: 'audit' }
      : {
          ...common,
          verb: 'login-failed',
          outcome,
          user: account,
          address,
          method: 'audit',
          fold: `audit ${first.type} ${address} ${account}`,
        }
  else if (first.type === 'USER_CMD') {
    const command = auditText(fields.get('cmd')) ?? ''
    yield {
      ...commandTold(command, { ...common, verb: 'privilege', outcome, path: auditText(fields.get('cwd')), method: 'sudo' }),
      fold: `audit cmd ${common.user} ${command}`,
    }
  } else if (accountTypes.test(first.type))
    yield {
      ...common,
      verb: 'account-changed',
      outcome,
      target: account ?? auditText(fields.get('grp')),
      method: auditText(fields.get('op')) ?? first.type,
    }
  else if (first.type.startsWith('SERVICE_'))
    yield {
      ...common,
      verb: 'unit',
      outcome,
      unit: auditText(fields.get('unit')),
      method: first.type.slice(8).toLowerCase(),
      fold: `audit ${first.type} ${fields.get('unit')}`,
    }
  else if (/^(?:CONFIG_CHANGE|DAEMON_END|DAEMON_ABORT)$/.test(first.type))
    yield { ...common, verb: 'configured', outcome, method: `audit ${auditText(fields.get('op')) ?? first.type}` }
  else if (first.type === 'ANOM_PROMISCUOUS')
    yield { ...common, verb: 'configured', method: 'promiscuous', target: auditText(fields.get('dev')) }
  else if (first.type === 'ANOM_ABEND')
    yield { ...common, verb: 'error', target: program, method: `signal ${fields.get('sig') ?? ''}`, fold: `abend ${program}` }
  else if (first.type === 'SYSTEM_BOOT' || first.type === 'SYSTEM_SHUTDOWN')
    yield { verb: 'boot', outcome, method: first.type === 'SYSTEM_BOOT' ? 'started' : 'shutdown' }
  else if (first.type === 'TTY' || first.type === 'USER_TTY') yield commandTold(keysOf(fields.get('data')), { ...common, method: 'tty' })
  else {
    yield* switched(records, common, outcome)
    if (call.type === 'SYSCALL') yield* executed(records, fields, common, outcome)
  }
}

/** What somebody typed, as pam_tty_audit keeps it, one command a line. */
function keysOf(data: string | undefined): string {
  return (auditText(data) ?? '').replace(/[\r\n]+/g, '\n').trim()
}

/** Modules of the kernel, and SELinux being told to let everything pass. */
function* switched(records: readonly AuditRecord[], common: Partial<Draft>, outcome: 'success' | 'failure'): Iterable<Draft> {
  for (const { type, fields } of records) {
    const target = auditText(fields.get('name'))
    if (type === 'KERN_MODULE')
      yield { ...common, verb: 'configured', outcome, method: 'kernel module', target, fold: `audit module ${target}` }
    else if (type === 'MAC_STATUS' && fields.get('enforcing') !== fields.get('old_enforcing'))
      yield { ...common, verb: 'configured', outcome, method: `selinux enforcing=${fields.get('enforcing')}` }
  }
}

function* executed(
  records: readonly AuditRecord[],
  fields: Fields,
  common: Partial<Draft>,
  outcome: 'success' | 'failure',
): Iterable<Draft> {
  const command = commandOf(records)
  const ran = records.some(({ type }) => type === 'EXECVE')
  const paths = records.filter(({ type }) => type === 'PATH').map(({ fields: of }) => auditText(of.get('name')))
  const cwd = auditText(records.find(({ type }) => type === 'CWD')?.fields.get('cwd'))
  if (ran && command !== undefined) {
    const more = { ...common, outcome, path: cwd, trust: 'kernel' as const, fold: `audit exec ${common.user} ${command}` }
    yield commandTold(command, more)
    const wiped = wipingTold(command, { ...common, trust: 'kernel' })
    if (wiped !== undefined) yield wiped
  } else if (fields.has('key') && auditText(fields.get('key')) !== undefined && paths.length > 0) {
    const path = paths.at(-1)
    yield {
      ...common,
      verb: 'file',
      outcome,
      path,
      trust: 'kernel',
      method: `audit ${auditText(fields.get('key'))}`,
      fold: `audit file ${path}`,
    }
  }
}

function baseName(path: string | undefined): string | undefined {
  return path?.slice(path.lastIndexOf('/') + 1)
}

export const auditLog: LineFormat = {
  id: 'audit-log',
  summary: { zh: '审计日志(auditd)', en: 'the audit log (auditd)' },
  techniques: ['T1059.004', 'T1078', 'T1548.003', 'T1136.001'],
  references: ['man:auditd(8)', 'https://github.com/linux-audit/audit-documentation/wiki'],
  form: 'lines',
  source: 'audit',
  trust: 'kernel',
  paths: ['/var/log/audit/audit.log', '/var/log/audit.log'],
  needles: [
    ...[
      'type=SYSCALL ',
      'type=EXECVE ',
      'type=PROCTITLE ',
      'type=PATH ',
      'type=CWD ',
      'type=EOE ',
      'type=USER_LOGIN ',
      'type=USER_AUTH ',
      'type=USER_CMD ',
    ],
    ...[
      'type=ADD_',
      'type=DEL_',
      'type=USER_MGMT ',
      'type=GRP_',
      'type=USER_CHAUTHTOK ',
      'type=USER_ACCT',
      'type=SERVICE_',
      'type=CONFIG_CHANGE ',
      'type=DAEMON_',
      'type=ANOM_',
      'type=SYSTEM_',
      'type=KERN_MODULE ',
      'type=MAC_STATUS ',
      'type=TTY ',
      'type=USER_TTY ',
    ],
  ],
  recognise: text => (/^(?:node=\S{1,255} )?type=[A-Z_0-9]{2,40} msg=audit\(\d{10}\.\d{1,3}:\d{1,20}\):/.test(text) ? 1 : 0),
  open: () => new AuditReader(),
}
