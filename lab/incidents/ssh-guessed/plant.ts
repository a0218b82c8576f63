// Guessing all day by others, then by one who finds it; everything is on record.
import type { Dress } from '../../dress.ts'
import type { Stage } from '../../stage.ts'
import { guessedIn, weakRoot } from '../../weak-root.ts'

export function dress(dress: Dress): void {
  weakRoot(dress)
}

export async function plant(stage: Stage): Promise<void> {
  await guessedIn(stage, '203.0.113.66', { path: '/var/tmp/.ICE/kdevtmp' })
}
