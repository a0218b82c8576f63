// A host without rsyslog, whose records of logins were emptied; the miner was restarted by cron.
import type { Dress } from '../../dress.ts'
import { dropper } from '../../dropper.ts'
import type { Stage } from '../../stage.ts'
import { guessedIn, weakRoot } from '../../weak-root.ts'
import { wipe } from '../../wiping.ts'

export function dress(dress: Dress): void {
  weakRoot(dress)
}

export async function plant(stage: Stage): Promise<void> {
  const line = dropper(stage, { path: '/usr/share/.p/polkit-agent' })
  await stage.inside(
    'systemctl disable --now --quiet rsyslog.service syslog.socket; rm -f /var/log/auth.log* /var/log/syslog* /var/log/cron.log* /var/log/user.log',
  )
  await guessedIn(stage, '198.51.100.190', { path: '/usr/share/.p/polkit-agent' })
  await stage.inside('while ! pgrep -x polkit-agent; do sleep 0.2; done; pkill -x polkit-agent')
  await stage.byCron(line)
  await wipe(stage, ['logins'])
}
