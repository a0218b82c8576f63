// The control group says "redis-cache.service"; Redis itself is there, and has nothing to do with it.
import type { Dress } from '../../dress.ts'
import { dropper } from '../../dropper.ts'
import { openRedis } from '../../redis.ts'
import type { Stage } from '../../stage.ts'

export function dress(dress: Dress): void {
  dress.account('zhangwei', 'Sunrise-2024!')
  dress.write('/etc/sudoers.d/zhangwei', 'zhangwei ALL=(ALL) NOPASSWD: ALL\n', { mode: 0o440 })
  openRedis(dress, { bind: '10.77.0.2', user: 'redis' })
  dress.logins({ days: 20, guesses: 80, friends: [{ user: 'zhangwei', address: '198.51.100.41', hours: [9, 14] }] })
}

export async function plant(stage: Stage): Promise<void> {
  const line = dropper(stage, { path: '/usr/lib/redis/redis-cached', cron: false })
  const unit = `[Unit]\nDescription=Redis cache\n[Service]\nType=forking\nExecStart=/bin/sh -c "${line}"\n[Install]\nWantedBy=multi-user.target\n`
  stage.mark('occurrence')
  await stage.ssh(
    '203.0.113.94',
    'zhangwei',
    { password: 'Sunrise-2024!' },
    `printf '%s' '${unit}' | sudo tee /etc/systemd/system/redis-cache.service >/dev/null; sudo systemctl enable --now redis-cache.service`,
  )
}
