// Everything of the other network has the gateway's address. First it tries its key on the accounts that a worm tries, then on root, where it fits.
import type { Dress } from '../../dress.ts'
import { dropper } from '../../dropper.ts'
import type { Stage } from '../../stage.ts'

const gateway = '10.77.0.1'

export function dress(dress: Dress): void {
  const key = dress.key('sync', 'replica@db2')
  dress.trust('root', key)
  dress.account('zhou', 'Green-Tea.7781')
  dress.logins({
    days: 20,
    guesses: 40,
    friends: [
      { user: 'root', address: gateway, key: key.fingerprint, hours: [(new Date().getUTCHours() + 11) % 24] },
      { user: 'zhou', address: gateway, hours: [1, 5, 8] },
    ],
  })
}

export async function plant(stage: Stage): Promise<void> {
  const line = dropper(stage, { path: '/usr/share/.rp/replicad' })
  for (const user of ['ubuntu', 'ec2-user', 'admin', 'zhou']) await stage.ssh(gateway, user, { key: 'sync' }, 'true').catch(() => {})
  stage.mark('occurrence')
  await stage.ssh(gateway, 'root', { key: 'sync' }, line)
}
