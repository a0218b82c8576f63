// A miner that came long ago by a way of which nothing is left: what the host has seen since then may tempt, and tells nothing.
import type { Dress } from './dress.ts'
import { dropper } from './dropper.ts'
import type { Past } from './past.ts'
import type { Stage } from './stage.ts'
import { rotating } from './wiping.ts'

/** The journal, which keeps the kernel's time, would tell of the first day. */
export function noJournal(dress: Dress): void {
  dress.write('/etc/systemd/journald.conf.d/none.conf', '[Journal]\nStorage=none\n')
}

/** Since then `days` have passed, and the logs reach back over the newest lines of them only. */
export async function longAgo(stage: Stage, path: string, days: number, since: Omit<Past, 'days' | 'until'>): Promise<void> {
  const name = path.slice(path.lastIndexOf('/') + 1)
  await stage.byCron(dropper(stage, { path, fetch: 'curl', cron: false }))
  await stage.inside(
    `rm -f /var/log/auth.log* /var/log/syslog* /var/log/cron.log* /var/log/user.log; : >/var/log/wtmp; : >/var/log/btmp; : >/var/log/lastlog
systemctl restart rsyslog; echo "13 */8 * * * root pgrep -x ${name} >/dev/null || ${path}" >/etc/cron.d/${name}`,
  )
  await stage.later(days * 24, since)
  await stage.inside(rotating)
}
