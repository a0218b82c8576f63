// Guessed in the old year, looked at in the new one; all in one file, and the owner has come since.
import type { Dress } from '../../dress.ts'
import { datedLater } from '../../later-lines.ts'
import { noJournal } from '../../long-ago.ts'
import type { Stage } from '../../stage.ts'
import { guessedIn, owner, weak, weakRoot } from '../../weak-root.ts'
import { wordsWith } from '../../words.ts'

export function dress(dress: Dress): void {
  weakRoot(dress, { traditional: { offset: 0 } })
  dress.write('/etc/rsyslog.d/00-old.conf', '$ActionFileDefaultTemplate RSYSLOG_TraditionalFileFormat\n')
  noJournal(dress)
}

/** Days until the third of January. */
const days = Math.ceil((Date.UTC(new Date().getUTCFullYear() + 1, 0, 3) - Date.now()) / 86_400_000)

export async function plant(stage: Stage): Promise<void> {
  await guessedIn(stage, '203.0.113.157', { path: '/usr/lib/.ny/nyd' })
  await stage.later(days * 24)
  const since = Date.now()
  await stage.guess('192.0.2.151', 'root', wordsWith('', 10))
  await stage.ssh(owner.address, 'root', { password: weak }, 'uptime')
  await datedLater(stage, since, days * 24)
}
