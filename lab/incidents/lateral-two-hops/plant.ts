// Patient zero is two hosts away: C only sees B.
import type { Dress } from '../../dress.ts'
import { dropper } from '../../dropper.ts'
import { neighbour } from '../../neighbour.ts'
import type { Stage } from '../../stage.ts'
import { wipe } from '../../wiping.ts'

export function dress(dress: Dress): void {
  dress.trust('root', dress.key('lan', 'root@db1'))
  dress.sshd('PermitRootLogin prohibit-password')
  dress.logins({
    days: 20,
    guesses: 40,
    friends: [{ user: 'root', address: '198.51.100.20', key: 'SHA256:7t5mZ1Jq0sV0yUu9oT2mJt8wB4n1xW6cYkQf3rXbYzA', hours: [9, 15] }],
  })
}

export async function plant(stage: Stage): Promise<void> {
  const second = await neighbour(stage, 'db1', 'key')
  const first = await neighbour(second.stage, 'web1')
  await first.enteredBy('203.0.113.66')
  await first.on(second.stage, 'lan', dropper(second.stage, { path: '/root/.cache/.d/dbusd' }))
  const line = dropper(stage, { path: '/root/.cache/.d/dbusd' })
  stage.mark('occurrence')
  await second.on(stage, 'lan', line)
  await wipe(stage, ['journal'])
}
