// Both are right: it was guessed, and it came from inside.
import type { Dress } from '../../dress.ts'
import type { Stage } from '../../stage.ts'
import { guessedIn, weakRoot } from '../../weak-root.ts'
import { wipe } from '../../wiping.ts'

export function dress(dress: Dress): void {
  weakRoot(dress)
}

export async function plant(stage: Stage): Promise<void> {
  await guessedIn(stage, '10.20.0.77', { path: '/var/tmp/.ICEd/iced' })
  await wipe(stage, ['journal'])
}
