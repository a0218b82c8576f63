// That it was SSH, and from where, the process still says; whether the password was guessed or known, nothing does.
import type { Dress } from '../../dress.ts'
import type { Stage } from '../../stage.ts'
import { guessedIn, weakRoot } from '../../weak-root.ts'
import { wipe } from '../../wiping.ts'

export function dress(dress: Dress): void {
  weakRoot(dress)
}

export async function plant(stage: Stage): Promise<void> {
  await guessedIn(stage, '203.0.113.9', { path: '/dev/shm/.kw/kworker-u4' })
  await wipe(stage, ['auth', 'syslog', 'cron', 'journal', 'logins'])
}
