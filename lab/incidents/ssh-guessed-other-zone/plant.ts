// Times of auth.log are local and have neither year nor zone.
import type { Dress } from '../../dress.ts'
import type { Stage } from '../../stage.ts'
import { guessedIn, weakRoot } from '../../weak-root.ts'

export function dress(dress: Dress): void {
  dress.zone('Asia/Shanghai')
  dress.write('/etc/rsyslog.d/00-traditional.conf', '$ActionFileDefaultTemplate RSYSLOG_TraditionalFileFormat\n')
  dress.write('/etc/systemd/journald.conf.d/none.conf', '[Journal]\nStorage=none\n')
  weakRoot(dress, { traditional: { offset: 8 } })
}

export async function plant(stage: Stage): Promise<void> {
  await guessedIn(stage, '203.0.113.74', { path: '/tmp/.systemd-private/ksmd', fetch: 'curl' })
}
