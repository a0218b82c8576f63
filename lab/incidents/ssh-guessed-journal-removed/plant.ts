// What is left: btmp, which nobody thinks of, and SSH_CONNECTION in the miner's own environment.
import type { Dress } from '../../dress.ts'
import type { Stage } from '../../stage.ts'
import { guessedIn, weakRoot } from '../../weak-root.ts'
import { wipe } from '../../wiping.ts'

export function dress(dress: Dress): void {
  weakRoot(dress)
}

export async function plant(stage: Stage): Promise<void> {
  await guessedIn(stage, '203.0.113.72', { path: '/var/tmp/.font/fontd' })
  await wipe(stage, ['journal', 'syslog'])
  await stage.inside('rm -f /var/log/auth.log*', { service: 'ssh.service' })
}
