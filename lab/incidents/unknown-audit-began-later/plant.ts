// Its records hold guesses that failed and the owner by password from a hotel; of the first day they hold nothing.
import { auditOf } from '../../auditd.ts'
import type { Dress } from '../../dress.ts'
import { datedLater } from '../../later-lines.ts'
import { longAgo, noJournal } from '../../long-ago.ts'
import type { Stage } from '../../stage.ts'
import { owner, weak, weakRoot } from '../../weak-root.ts'
import { wordsWith } from '../../words.ts'

export function dress(dress: Dress): void {
  weakRoot(dress)
  noJournal(dress)
}

export async function plant(stage: Stage): Promise<void> {
  stage.mark('occurrence')
  await longAgo(stage, '/usr/lib/.ab/abd', 45, { guesses: 90, friends: [owner] })
  const since = Date.now()
  await stage.guess('203.0.113.38', 'root', wordsWith('', 30))
  await stage.ssh('198.51.100.177', 'root', { password: weak }, 'uptime')
  await datedLater(stage, since, 45 * 24)
  await auditOf(stage)
  await stage.inside('for f in /var/log/auth.log*; do : >$f; done')
}
