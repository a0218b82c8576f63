// He wiped all texts and restarted his miner by cron, so that the process says nothing of him.
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
  const from = '203.0.113.52'
  await stage.guess(from, 'root', wordsWith(weak, 40))
  const line = dropper(stage, { path: '/usr/share/.u/upowerd' })
  stage.mark('occurrence')
  await stage.session(from, 'root', { password: weak }, [line, 'sleep 2', 'pkill -x upowerd', 'history -c'])
  await stage.byCron(line)
  await wipe(stage, ['auth', 'syslog', 'cron', 'journal'])
}
