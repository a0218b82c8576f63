// Who logged in, who tried, and who is in now: the newest records of wtmp and btmp, all of utmp, and lastlog of known accounts.
import type { Collector, Row } from '../core/collector.ts'
import type { Login } from '../core/facts/account.ts'
import { type Gap, gap, isGap } from '../core/gap.ts'
import type { HostView } from '../core/host.ts'
import { instantOf } from '../core/instant.ts'
import type { UtmpRecord } from '../parse/files/utmp.ts'
import { lastlogRows } from './lastlog-rows.ts'
import { utmpTail } from './utmp-tail.ts'

/** Records of wtmp and of btmp that are given at most, their rotated forerunners included. */
const most = 2000

const sources: readonly { readonly source: 'utmp' | 'wtmp' | 'btmp'; readonly paths: readonly string[] }[] = [
  { source: 'utmp', paths: ['/run/utmp'] },
  { source: 'wtmp', paths: ['/var/log/wtmp', '/var/log/wtmp.1'] },
  { source: 'btmp', paths: ['/var/log/btmp', '/var/log/btmp.1'] },
]

export const logins: Collector = {
  id: 'logins',
  summary: { zh: '登录、登出与失败登录记录', en: 'logins, logouts and failed logins' },
  techniques: ['T1078', 'T1110'],
  references: ['man:utmp(5)', 'man:lastlog(8)'],
  gives: ['logins'],
  needs: ['users'],
  *collect(host, soFar) {
    for (const { source, paths } of sources) yield* newest(host, source, paths)
    yield* lastlogRows(host, soFar.users)
  },
}

function* newest(host: HostView, source: 'utmp' | 'wtmp' | 'btmp', paths: readonly string[]): Generator<Row | Gap> {
  let left = most
  for (const path of paths) {
    if (left <= 0) return
    const tail = utmpTail(host.files, path, left)
    if (isGap(tail)) {
      if (tail.why !== 'absent') yield tail
      continue
    }
    left -= tail.records.length
    for (const record of tail.records) yield ['logins', loginOf(source, path, record)]
    if (tail.malformed > 0) yield gap(path, 'malformed', `${tail.malformed} records make no sense`)
  }
}

function loginOf(source: 'utmp' | 'wtmp' | 'btmp', path: string, { type, user, tty, host, address, pid, at }: UtmpRecord): Login {
  const from = address !== '' && address !== '0.0.0.0' ? address : /^[\d.]+$|^[\da-f:]*:[\da-f:.]*$/i.test(host) ? host : ''
  return { source, path, type: typeOf(source, type), user, tty, host, address: from, pid, at: at === undefined ? undefined : instantOf(at) }
}

/** ut_type of utmp(5). btmp holds attempts only, whatever their type says. */
function typeOf(source: string, type: number): Login['type'] {
  if (source === 'btmp') return 'failed'
  const types: Readonly<Record<number, Login['type']>> = { 1: 'runlevel', 2: 'boot', 3: 'time', 4: 'time', 7: 'login', 8: 'logout' }
  return types[type] ?? 'other'
}
