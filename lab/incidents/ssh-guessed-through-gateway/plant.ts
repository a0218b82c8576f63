// The router in front rewrites sources: owner, guessers and the intruder are all 10.77.0.1, the default gateway.
import type { Dress } from '../../dress.ts'
import type { Stage } from '../../stage.ts'
import { guessedIn, owner, weakRoot } from '../../weak-root.ts'
import { wordsWith } from '../../words.ts'

const gateway = '10.77.0.1'

export function dress(dress: Dress): void {
  weakRoot(dress, { friends: [{ ...owner, address: gateway }], guesses: 0 })
}

export async function plant(stage: Stage): Promise<void> {
  await stage.guess(gateway, 'root', wordsWith('', 20))
  await stage.guess(gateway, 'admin', wordsWith('', 10))
  await guessedIn(stage, gateway, { path: '/var/lib/.gw/gwd' })
}
