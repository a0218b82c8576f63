// btmp: logins that failed at the terminal or by ssh, with what was typed for a name.
import type { BinaryFormat, Draft, LogFlaw, ReadBytes } from '../../core/log-format.ts'
import { likeLogins, locusOf, loginExtent, loginRecords, peerOf, recordText, timeOf } from './login-records.ts'

function* read(at: ReadBytes, size: number): Generator<Draft | LogFlaw> {
  for (const one of loginRecords(at, size)) {
    if ('flaw' in one) {
      yield one
      continue
    }
    const address = peerOf(one)
    yield {
      time: timeOf(one),
      verb: 'login-failed',
      outcome: 'failure',
      user: one.user,
      address,
      pid: one.pid > 0 ? one.pid : undefined,
      method: one.tty,
      fold: `${one.user} ${address ?? one.host}`,
      locus: locusOf(one),
      excerpt: recordText(one),
    }
  }
}

export const btmpLog: BinaryFormat = {
  id: 'btmp',
  summary: { zh: '失败登录记录 btmp', en: 'records of failed logins (btmp)' },
  techniques: ['T1110'],
  references: ['man:utmp(5)', 'man:lastb(1)'],
  form: 'binary',
  source: 'failed-logins',
  trust: 'service',
  paths: ['/var/log/btmp'],
  recognise: (head, name) => likeLogins(head) * (name.startsWith('btmp') ? 1 : 0.3),
  read,
  extent: loginExtent,
}
