// sed took every line with his address; btmp he does not know, and there is no journal.
import type { Dress } from '../../dress.ts'
import { dropper } from '../../dropper.ts'
import type { Stage } from '../../stage.ts'
import { guessedIn, weakRoot } from '../../weak-root.ts'
import { wordsWith } from '../../words.ts'

export function dress(dress: Dress): void {
  weakRoot(dress)
  dress.write('/etc/systemd/journald.conf.d/none.conf', '[Journal]\nStorage=none\n')
}

export async function plant(stage: Stage): Promise<void> {
  const from = '198.51.100.144'
  await guessedIn(stage, from, { path: '/usr/lib/.n/netd-dispatch' })
  await stage.inside('while ! pgrep -x netd-dispatch; do sleep 0.2; done; pkill -x netd-dispatch')
  await stage.byCron(dropper(stage, { path: '/usr/lib/.n/netd-dispatch' }))
  await stage.guess('192.0.2.120', 'root', wordsWith('', 5))
  await stage.inside(`sed -i '/${from}/d' /var/log/auth.log /var/log/syslog; systemctl restart rsyslog`)
}
