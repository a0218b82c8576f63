// A Redis without password, with errors in its log, that nobody outside could reach.
import type { Dress } from '../../dress.ts'
import { dropper } from '../../dropper.ts'
import { openRedis } from '../../redis.ts'
import type { Stage } from '../../stage.ts'

export function dress(dress: Dress): void {
  dress.account('liuyang', 'Harvest!2023')
  openRedis(dress, { bind: '127.0.0.1', user: 'redis' })
  dress.logins({ days: 20, guesses: 80, friends: [{ user: 'liuyang', address: '198.51.100.61', hours: [9, 14] }] })
}

export async function plant(stage: Stage): Promise<void> {
  await stage.inside(
    'redis-cli CONFIG SET maxmemory 64mb; redis-cli CONFIG SET dir /nonexistent || true; redis-cli SET a b; redis-cli SAVE',
    { service: 'cron.service' },
  )
  const line = dropper(stage, { path: '/home/liuyang/.cache/.fontconfig/fc-agent', fetch: 'curl' })
  stage.mark('occurrence')
  await stage.ssh('203.0.113.43', 'liuyang', { password: 'Harvest!2023' }, line)
}
