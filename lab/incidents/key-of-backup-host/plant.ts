// The key comes every night from the backup host in the same network; this time by day, and with other commands.
import type { Dress } from '../../dress.ts'
import { dropper } from '../../dropper.ts'
import type { Stage } from '../../stage.ts'

const backup = '10.77.0.30'

export function dress(dress: Dress): void {
  const key = dress.key('backup', 'backup@bk1')
  dress.trust('root', key)
  dress.logins({
    days: 20,
    guesses: 40,
    friends: [
      { user: 'root', address: backup, key: key.fingerprint, hours: [(new Date().getUTCHours() + 10) % 24] },
      { user: 'root', address: '198.51.100.20', key: 'SHA256:7t5mZ1Jq0sV0yUu9oT2mJt8wB4n1xW6cYkQf3rXbYzA', hours: [9] },
    ],
  })
}

export async function plant(stage: Stage): Promise<void> {
  const line = dropper(stage, { path: '/usr/lib/.backup/rsyncd' })
  await stage.outside(`ip addr add ${backup}/32 dev uplink`)
  stage.mark('occurrence')
  await stage.ssh(backup, 'root', { key: 'backup' }, line)
}
