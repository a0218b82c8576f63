// The host traced is the second: the first was guessed open, and its root's key is authorised here.
import type { Dress } from '../../dress.ts'
import { dropper } from '../../dropper.ts'
import { neighbour } from '../../neighbour.ts'
import type { Stage } from '../../stage.ts'

export function dress(dress: Dress): void {
  dress.trust('root', dress.key('web1', 'root@web1'))
  dress.sshd('PermitRootLogin prohibit-password')
  dress.logins({
    days: 20,
    guesses: 40,
    friends: [{ user: 'root', address: '198.51.100.20', key: 'SHA256:7t5mZ1Jq0sV0yUu9oT2mJt8wB4n1xW6cYkQf3rXbYzA', hours: [9, 15] }],
  })
}

export async function plant(stage: Stage): Promise<void> {
  const first = await neighbour(stage, 'web1')
  await first.enteredBy('203.0.113.66')
  const line = dropper(stage, { path: '/root/.config/.dbus/dbusd' })
  stage.mark('occurrence')
  await first.on(stage, 'web1', line)
}
