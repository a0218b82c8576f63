// Nobody wiped anything: a small host that keeps a week of auth.log and no journal on disk. btmp, wtmp and the process remember.
import type { Dress } from '../../dress.ts'
import type { Stage } from '../../stage.ts'
import { guessedIn, owner, weakRoot } from '../../weak-root.ts'
import { rotating } from '../../wiping.ts'

export function dress(dress: Dress): void {
  weakRoot(dress, { days: 7 })
  dress.write('/etc/systemd/journald.conf.d/none.conf', '[Journal]\nStorage=none\n')
}

export async function plant(stage: Stage): Promise<void> {
  await guessedIn(stage, '203.0.113.73', { path: '/var/lib/.udev/udevd-sync' })
  await stage.inside('rm -f /var/log/auth.log* /var/log/syslog* /var/log/cron.log*; systemctl restart rsyslog')
  await stage.later(21 * 24, { guesses: 30, friends: [owner] })
  await stage.inside(rotating)
}
