// What most SSH incidents have in common: a root with a weak password, and one who guesses it.
import type { Dress } from './dress.ts'
import { type Drop, dropper } from './dropper.ts'
import type { Friend, Past } from './past.ts'
import type { Stage } from './stage.ts'
import { wordsWith } from './words.ts'

export const weak = 'admin123'

/** The owner comes by password from his office most days, and the net guesses all day. */
export const owner: Friend = { user: 'root', address: '198.51.100.20', hours: [8, 15] }

export function weakRoot(dress: Dress, past: Partial<Past> = {}): void {
  dress.account('root', weak)
  dress.sshd('PermitRootLogin yes')
  dress.logins({ days: 20, guesses: 60, friends: [owner], ...past })
}

/** Others guess without success, then he finds it, comes back and fetches the miner. */
export async function guessedIn(stage: Stage, from: string, drop: Drop, more = ''): Promise<void> {
  await stage.guess('192.0.2.119', 'root', wordsWith('', 5))
  await stage.guess(from, 'root', wordsWith(weak, 25))
  const line = dropper(stage, drop)
  stage.mark('occurrence')
  await stage.ssh(from, 'root', { password: weak }, `${line}${more}`)
}
