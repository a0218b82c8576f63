// The process is gone when the tracing begins: what it inherited was kept by the scan.
import type { Dress } from '../../dress.ts'
import type { Stage } from '../../stage.ts'
import { guessedIn, weakRoot } from '../../weak-root.ts'

export function dress(dress: Dress): void {
  weakRoot(dress)
}

export async function plant(stage: Stage): Promise<void> {
  await guessedIn(stage, '203.0.113.76', { path: '/dev/shm/.mm/kswapd00', fetch: 'curl' })
}
