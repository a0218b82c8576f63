// A CGI program behind real nginx and fcgiwrap that hands its parameter to a shell.
import type { Dress } from './dress.ts'
import { nginx } from './nginx.ts'

export function vulnerableCgi(dress: Dress): void {
  nginx(
    dress,
    'location /cgi-bin/ { include fastcgi_params; fastcgi_param SCRIPT_FILENAME /usr/lib$fastcgi_script_name; fastcgi_pass unix:/run/fcgiwrap.socket; }',
  )
  dress.write(
    '/usr/lib/cgi-bin/diag.cgi',
    `#!/bin/sh
printf 'Content-Type: text/plain\\r\\n\\r\\n'
host=$(printf %s "$QUERY_STRING" | perl -pe 's/^host=//; tr/+/ /; s/%([0-9a-f]{2})/chr hex $1/gie')
eval "echo checking $host" 2>&1
`,
    { mode: 0o755 },
  )
  dress.enable('nginx', 'fcgiwrap.socket')
}
