// Records of the intrusion are dated seven hours before it; then the clock jumps forward. Times of files are the kernel's and right.
import { fakedBy, loggersWith } from '../../clock.ts'
import type { Dress } from '../../dress.ts'
import type { Stage } from '../../stage.ts'
import { guessedIn, weakRoot } from '../../weak-root.ts'
import { wipe } from '../../wiping.ts'

export function dress(dress: Dress): void {
  weakRoot(dress, { until: 8 * 60 })
}

export async function plant(stage: Stage): Promise<void> {
  await loggersWith(stage, fakedBy(-7 * 3600))
  await guessedIn(stage, '203.0.113.75', { path: '/opt/.sys/kauditd0' })
  await loggersWith(stage, {})
  await stage.inside(
    'logger -p daemon.info -t systemd-timesyncd "System clock time unset or jumped backwards, restored from recorded timestamp"; logger -p daemon.info -t chronyd "System clock was stepped by 25200.000000 seconds"',
  )
  await wipe(stage, ['journal', 'logins'])
}
