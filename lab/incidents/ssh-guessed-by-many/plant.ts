// A botnet: no address alone guesses much.
import type { Dress } from '../../dress.ts'
import { dropper } from '../../dropper.ts'
import type { Stage } from '../../stage.ts'
import { weak, weakRoot } from '../../weak-root.ts'
import { wipe } from '../../wiping.ts'
import { wordsWith } from '../../words.ts'

export function dress(dress: Dress): void {
  weakRoot(dress, { guesses: 20 })
}

export async function plant(stage: Stage): Promise<void> {
  const from = '203.0.113.90'
  for (let n = 0; n < 12; n++) await stage.guess(`203.0.113.${80 + n}`, 'root', wordsWith(n === 10 ? weak : '', 4))
  const line = dropper(stage, { path: '/var/tmp/.nv/nvd' })
  stage.mark('occurrence')
  await stage.ssh(from, 'root', { password: weak }, line)
  await wipe(stage, ['journal'])
}
