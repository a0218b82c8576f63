// wtmp and utmp: who logged in and out, when the machine started and stopped, when its clock was set; and records that were wiped or written over.
import type { BinaryFormat, Draft, LogFlaw, ReadBytes } from '../../core/log-format.ts'
import type { UtmpRecord } from '../files/utmp.ts'
import { likeLogins, locusOf, loginExtent, loginRecords, peerOf, recordText, timeOf } from './login-records.ts'

const types = { runLevel: 1, boot: 2, newTime: 3, oldTime: 4, user: 7, dead: 8 } as const
/** Writers do not wait for each other: records of some seconds change places. */
const leastStep = 10_000
const mostOpen = 10_000
const mostFlaws = 1000

class Story {
  /** By terminal. */
  readonly #open = new Map<string, UtmpRecord>()
  #latest: UtmpRecord | undefined
  #oldTime: UtmpRecord | undefined
  /** Since a boot in this file every login stands in it. */
  #complete = false;

  *see(record: UtmpRecord): Generator<Draft | LogFlaw> {
    yield* this.#order(record)
    const time = timeOf(record)
    const base = { time, locus: locusOf(record), excerpt: recordText(record), pid: record.pid > 0 ? record.pid : undefined }
    switch (record.type) {
      case types.boot:
        this.#open.clear()
        this.#complete = true
        yield { ...base, pid: undefined, verb: 'boot', method: 'started' }
        break
      case types.runLevel:
        if (record.user === 'shutdown') yield { ...base, pid: undefined, verb: 'boot', method: 'shutdown' }
        break
      case types.oldTime:
        this.#oldTime = record
        break
      case types.newTime:
        yield { ...base, verb: 'clock', method: 'set', excerpt: this.#clockText(record) }
        this.#oldTime = undefined
        break
      case types.user:
        yield* this.#login(record, base)
        break
      case types.dead:
        yield* this.#logout(record, base)
    }
  }

  *#login(record: UtmpRecord, base: Omit<Draft, 'verb'>): Generator<Draft | LogFlaw> {
    if (this.#open.size < mostOpen) this.#open.set(record.tty, record)
    if (record.user === '') {
      const detail = `a login at ${record.tty === '' ? 'no terminal' : 'a terminal'} without a name: the name was taken out`
      yield { flaw: 'blank', detail, locus: locusOf(record), from: timeOf(record), to: timeOf(record) }
    }
    const { user, pid } = record
    yield {
      ...base,
      verb: 'login',
      outcome: 'success',
      user,
      address: peerOf(record),
      method: record.tty,
      session: pid > 0 ? `${pid}` : undefined,
    }
  }

  /** Only of sessions: gettys leave such records too. */
  *#logout(record: UtmpRecord, base: Omit<Draft, 'verb'>): Generator<Draft | LogFlaw> {
    const begun = this.#open.get(record.tty)
    this.#open.delete(record.tty)
    const { tty } = record
    const user = begun?.user ?? record.user
    if (begun !== undefined || user !== '') {
      // sshd's record of the end has the pid of another of its processes.
      const pid = begun === undefined ? base.pid : begun.pid
      yield { ...base, verb: 'logout', user: user === '' ? undefined : user, address: begun && peerOf(begun), method: tty, pid }
    } else if (this.#complete && /^pts\/\d/.test(tty)) {
      const detail = `a logout at ${tty} without its login, in a file that begins before it`
      yield { flaw: 'hole', detail, locus: locusOf(record), to: timeOf(record) }
    }
  }

  *#order(record: UtmpRecord): Generator<LogFlaw> {
    const { at, type } = record
    if (at === undefined) return
    const latest = this.#latest
    const set = type === types.newTime || type === types.oldTime
    if (latest?.at !== undefined && at < latest.at - leastStep && !set) {
      const seconds = Math.round((latest.at - at) / 1000)
      const detail = `${type === types.boot ? 'a boot' : 'a record'} ${seconds} s before the one that stands ahead of it`
      yield { flaw: 'backwards', detail, locus: locusOf(record), from: timeOf(latest), to: timeOf(record) }
    }
    this.#latest = record
  }

  #clockText(record: UtmpRecord): string {
    const before = this.#oldTime?.at
    if (before === undefined || record.at === undefined) return recordText(record)
    return `the clock was set from ${new Date(before).toISOString()} to ${new Date(record.at).toISOString()}`
  }
}

function* read(at: ReadBytes, size: number): Generator<Draft | LogFlaw> {
  const story = new Story()
  let flaws = 0
  for (const one of loginRecords(at, size)) {
    for (const told of 'flaw' in one ? [one] : story.see(one)) if (!('flaw' in told) || flaws++ < mostFlaws) yield told
  }
  if (flaws > mostFlaws) yield { flaw: 'corrupt', detail: `${flaws - mostFlaws} more oddities`, locus: `@${size}` }
}

export const wtmpLog: BinaryFormat = {
  id: 'wtmp',
  summary: {
    zh: '登录记录 wtmp、utmp:登录、注销、开关机与时钟变更',
    en: 'login records wtmp and utmp: logins, logouts, boots, changes of the clock',
  },
  techniques: ['T1078', 'T1021.004', 'T1070.002'],
  references: ['man:utmp(5)', 'man:last(1)', 'man:utmpdump(1)'],
  form: 'binary',
  source: 'logins',
  trust: 'service',
  paths: ['/var/log/wtmp', '/var/run/utmp'],
  recognise: (head, name) => likeLogins(head) * (/^[wu]tmp/.test(name) ? 1 : /^btmp/.test(name) ? 0.2 : 0.6),
  read,
  extent: loginExtent,
}
