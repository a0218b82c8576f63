// btmp and wtmp, which he forgot, name the address of the neighbour.
import type { Dress } from '../../dress.ts'
import { dropper } from '../../dropper.ts'
import type { Stage } from '../../stage.ts'
import { weak, weakRoot } from '../../weak-root.ts'
import { wipe } from '../../wiping.ts'
import { wordsWith } from '../../words.ts'

export function dress(dress: Dress): void {
  weakRoot(dress)
}

export async function plant(stage: Stage): Promise<void> {
  const from = '10.77.0.44'
  await stage.outside(`ip addr add ${from}/32 dev uplink`)
  await stage.guess(from, 'root', wordsWith(weak, 30))
  const line = dropper(stage, { path: '/var/tmp/.lan/lan-sync' })
  stage.mark('occurrence')
  await stage.session(from, 'root', { password: weak }, [line, 'sleep 2', 'history -c'])
  await wipe(stage, ['auth', 'syslog', 'journal'])
}
