// Weeks of logins with the same key from the build server, then one from elsewhere.
import type { Dress } from '../../dress.ts'
import { dropper } from '../../dropper.ts'
import type { Stage } from '../../stage.ts'

export function dress(dress: Dress): void {
  dress.account('deploy')
  const key = dress.key('ci', 'ci@build.example.com')
  dress.trust('deploy', key)
  dress.logins({ days: 25, guesses: 60, friends: [{ user: 'deploy', address: '198.51.100.30', key: key.fingerprint, hours: [2, 11, 17] }] })
}

export async function plant(stage: Stage): Promise<void> {
  const line = dropper(stage, { path: '/home/deploy/.local/share/.x/node-agent' })
  stage.mark('occurrence')
  await stage.ssh('203.0.113.77', 'deploy', { key: 'ci' }, line)
}
