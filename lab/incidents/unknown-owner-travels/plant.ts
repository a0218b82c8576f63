// The miner came fifty days ago. In the days that are on record there is one login that was never seen before: his.
import type { Dress } from '../../dress.ts'
import { datedLater } from '../../later-lines.ts'
import { longAgo, noJournal } from '../../long-ago.ts'
import type { Stage } from '../../stage.ts'
import { owner, weak, weakRoot } from '../../weak-root.ts'

export function dress(dress: Dress): void {
  weakRoot(dress)
  noJournal(dress)
}

export async function plant(stage: Stage): Promise<void> {
  stage.mark('occurrence')
  await longAgo(stage, '/usr/lib/.tr/trd', 50, { guesses: 30, friends: [owner] })
  const since = Date.now()
  await stage.ssh('192.0.2.34', 'root', { password: weak }, 'mkdir -p /opt/tool; echo "#!/bin/sh" >/opt/tool/run; chmod 755 /opt/tool/run')
  await datedLater(stage, since, 50 * 24)
}
