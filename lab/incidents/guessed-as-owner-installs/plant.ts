// His installer is what it says. Both come as root and by password; only one has guessed it.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Dress } from '../../dress.ts'
import type { Stage } from '../../stage.ts'
import { guessedIn, owner, weak, weakRoot } from '../../weak-root.ts'

export function dress(dress: Dress): void {
  weakRoot(dress)
}

export async function plant(stage: Stage): Promise<void> {
  const vendor = join(stage.folder, 'vendor')
  mkdirSync(vendor)
  writeFileSync(
    join(vendor, 'install.sh'),
    '#!/bin/sh\nmkdir -p /opt/metrics\nprintf "#!/bin/sh\\nwhile :; do sleep 60; done\\n" >/opt/metrics/agent\nchmod 755 /opt/metrics/agent\nsetsid /opt/metrics/agent </dev/null >/dev/null 2>&1 &\n',
  )
  stage.host.outside(['python3', '-m', 'http.server', '8090', '--bind', '0.0.0.0', '--directory', vendor], {}, join(vendor, 'log'))
  await stage.session(owner.address, 'root', { password: weak }, ['curl -fsSL http://192.0.2.80:8090/install.sh | sh', 'sleep 1'])
  await guessedIn(stage, '203.0.113.183', { path: '/usr/lib/.mt/metricsd', fetch: 'curl' })
}
