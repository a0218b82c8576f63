// A Redis without password and a weak root: he came by one of them. All that could tell is wiped, and cron has restarted the miner.
import type { Dress } from '../../dress.ts'
import { dropper } from '../../dropper.ts'
import { openRedis } from '../../redis.ts'
import type { Stage } from '../../stage.ts'
import { guessedIn, weakRoot } from '../../weak-root.ts'
import { wipe } from '../../wiping.ts'

export function dress(dress: Dress): void {
  weakRoot(dress)
  openRedis(dress, { bind: '0.0.0.0', user: 'redis' })
}

export async function plant(stage: Stage): Promise<void> {
  const drop = { path: '/usr/share/.two/acpi-sync' }
  await guessedIn(stage, '203.0.113.66', drop)
  await stage.inside('while ! pgrep -x acpi-sync; do sleep 0.2; done; pkill -x acpi-sync')
  await stage.byCron(dropper(stage, drop))
  await wipe(stage, ['auth', 'syslog', 'cron', 'journal', 'logins', 'redis'])
}
