// Guessing all day by others, then by one who finds it; everything is on record.
import type { Dress } from '../../dress.ts'
import { dropper } from '../../dropper.ts'
import type { Stage } from '../../stage.ts'
import { wordsWith } from '../../words.ts'

export function dress(dress: Dress): void {
  dress.account('root', 'admin123')
  dress.sshd('PermitRootLogin yes')
  dress.logins({ days: 20, guesses: 60, friends: [{ user: 'root', address: '198.51.100.20', hours: [8, 15] }] })
}

export async function plant(stage: Stage): Promise<void> {
  const from = '203.0.113.66'
  await stage.guess('192.0.2.119', 'root', wordsWith('', 10))
  await stage.guess(from, 'root', wordsWith('admin123', 40))
  const line = dropper(stage, { path: '/var/tmp/.ICE/kdevtmp', fetch: 'wget' })
  stage.mark('occurrence')
  await stage.ssh(from, 'root', { password: 'admin123' }, line)
}
