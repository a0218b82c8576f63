// Loud, long and harmless; the owner's key came from where it always comes.
import type { Dress } from '../../dress.ts'
import { datedLater } from '../../later-lines.ts'
import { longAgo, noJournal } from '../../long-ago.ts'
import type { Stage } from '../../stage.ts'
import { wordsWith } from '../../words.ts'

const friend = { user: 'root', address: '198.51.100.20', key: 'SHA256:7t5mZ1Jq0sV0yUu9oT2mJt8wB4n1xW6cYkQf3rXbYzA', hours: [9, 15] }

export function dress(dress: Dress): void {
  dress.trust('root', dress.key('owner', 'wang@laptop'))
  dress.sshd('PasswordAuthentication no', 'KbdInteractiveAuthentication no')
  dress.logins({ days: 20, guesses: 0, friends: [friend] })
  noJournal(dress)
}

export async function plant(stage: Stage): Promise<void> {
  stage.mark('occurrence')
  await longAgo(stage, '/usr/lib/.ks/ksd', 35, { guesses: 0, friends: [friend] })
  const since = Date.now()
  for (const from of ['203.0.113.38', '192.0.2.151']) await stage.guess(from, 'root', wordsWith('', 40))
  await stage.ssh('198.51.100.20', 'root', { key: 'owner' }, 'uptime')
  await datedLater(stage, since, 35 * 24)
}
