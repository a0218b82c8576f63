// The lines in auth.log that tell of a guessed root are of web1.
import type { Dress } from '../../dress.ts'
import { collects, told } from '../../log-host.ts'
import { longAgo, noJournal } from '../../long-ago.ts'
import type { Stage } from '../../stage.ts'
import { owner, weakRoot } from '../../weak-root.ts'

export function dress(dress: Dress): void {
  weakRoot(dress)
  collects(dress)
  noJournal(dress)
}

export async function plant(stage: Stage): Promise<void> {
  stage.mark('occurrence')
  await told(stage, 'web1', '203.0.113.77', 40)
  await longAgo(stage, '/usr/lib/.lh/lhd', 20, { guesses: 30, friends: [owner] })
  await told(stage, 'web1', '203.0.113.78', 40, 20 * 86_400_000)
}
