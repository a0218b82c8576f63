// Played by a toy; its log is in the journal and in syslog.
import type { Dress } from '../../dress.ts'
import { dropper } from '../../dropper.ts'
import { ordinary } from '../../past.ts'
import { kubelet } from '../../products.ts'
import type { Stage } from '../../stage.ts'

export function dress(dress: Dress): void {
  dress.toy(kubelet)
  dress.logins(ordinary)
}

export async function plant(stage: Stage): Promise<void> {
  const line = dropper(stage, { path: '/tmp/.kube/kube-probe', cron: false })
  stage.mark('occurrence')
  await stage.http('203.0.113.32', ':10250/run/default/web-7d9c/web', `cmd=${encodeURIComponent(line)}`)
}
