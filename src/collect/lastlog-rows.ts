// lastlog of the accounts that exist: the file is sparse and may seem to be hundreds of gigabytes long, so only their records are read.
import type { Row } from '../core/collector.ts'
import type { User } from '../core/facts/account.ts'
import { type Gap, isGap } from '../core/gap.ts'
import type { HostView } from '../core/host.ts'
import { instantOf } from '../core/instant.ts'
import { type LastlogRecord, lastlogSizes, parseLastlog } from '../parse/files/lastlog.ts'

const path = '/var/log/lastlog'
const mostUsers = 5000

/** Under each record size the records are read; the size under which more make sense is the file's. */
export function* lastlogRows(host: HostView, users: readonly User[]): Generator<Row | Gap> {
  const stat = host.files.stat(path)
  if (isGap(stat)) {
    if (stat.why !== 'absent') yield stat
    return
  }
  if (stat.type !== 'file' || stat.size === 0) return
  let best: readonly { user: User; record: LastlogRecord }[] = []
  for (const size of lastlogSizes) {
    const found: { user: User; record: LastlogRecord }[] = []
    for (const user of users.slice(0, mostUsers)) {
      if ((user.uid + 1) * size > stat.size) continue
      const bytes = host.files.readAt(path, user.uid * size, size)
      if (isGap(bytes)) {
        yield bytes
        return
      }
      const record = parseLastlog(bytes)
      if (record !== undefined) found.push({ user, record })
    }
    if (found.length > best.length) best = found
  }
  for (const { user, record } of best) {
    const { tty, host: from } = record
    const address = /^[\d.]+$|^[\da-f:]*:[\da-f:.]*$/i.test(from) ? from : ''
    yield [
      'logins',
      { source: 'lastlog', path, type: 'login', user: user.name, tty, host: from, address, pid: 0, at: instantOf(record.at) },
    ]
  }
}
