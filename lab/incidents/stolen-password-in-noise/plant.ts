// Others guess at root all the time; who came in was right at once, as ops, from a new address.
import type { Dress } from '../../dress.ts'
import { dropper } from '../../dropper.ts'
import type { Stage } from '../../stage.ts'
import { wipe } from '../../wiping.ts'
import { wordsWith } from '../../words.ts'

export function dress(dress: Dress): void {
  dress.account('ops', 'Long-and-right.77')
  dress.logins({ days: 20, guesses: 90, friends: [{ user: 'ops', address: '198.51.100.20', hours: [8, 15] }] })
}

export async function plant(stage: Stage): Promise<void> {
  await stage.guess('203.0.113.18', 'root', wordsWith('', 30))
  await stage.guess('203.0.113.19', 'oracle', wordsWith('', 15))
  const line = dropper(stage, { path: '/home/ops/.cache/thumb' })
  stage.mark('occurrence')
  await stage.ssh('192.0.2.88', 'ops', { password: 'Long-and-right.77' }, line)
  await wipe(stage, ['logins'])
}
