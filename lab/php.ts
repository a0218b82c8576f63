// A shop on real nginx and php-fpm, with a page that behaves as an old PHP-CGI does.
import type { Dress } from './dress.ts'
import { nginx } from './nginx.ts'

export function vulnerablePhp(dress: Dress): void {
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
}
