// Twelve addresses of one bot net, three words each; the last of them was right.
import type { Dress } from '../../dress.ts'
import { dropper } from '../../dropper.ts'
import type { Stage } from '../../stage.ts'
import { weak, weakRoot } from '../../weak-root.ts'
import { wordsWith } from '../../words.ts'

export function dress(dress: Dress): void {
  weakRoot(dress)
}

export async function plant(stage: Stage): Promise<void> {
  for (let n = 0; n < 12; n++) await stage.guess(`203.0.113.${100 + 7 * n}`, 'root', wordsWith('', 3))
  const from = '192.0.2.214'
  await stage.guess(from, 'root', ['toor', weak])
  const line = dropper(stage, { path: '/var/tmp/.sp/spd' })
  stage.mark('occurrence')
  await stage.ssh(from, 'root', { password: weak }, line)
}
