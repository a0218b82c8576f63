// The miner runs as root and lies in /usr; the login was of another account.
import type { Dress } from '../../dress.ts'
import { dropper } from '../../dropper.ts'
import type { Stage } from '../../stage.ts'
import { wordsWith } from '../../words.ts'

export function dress(dress: Dress): void {
  dress.account('deploy', 'deploy123')
  dress.write('/etc/sudoers.d/deploy', 'deploy ALL=(ALL) NOPASSWD: ALL\n', { mode: 0o440 })
  dress.logins({
    days: 20,
    guesses: 60,
    friends: [{ user: 'deploy', address: '198.51.100.20', hours: [8, 15], sudo: '/usr/bin/apt-get update' }],
  })
}

export async function plant(stage: Stage): Promise<void> {
  const from = '203.0.113.120'
  await stage.guess(from, 'admin', wordsWith('', 10))
  await stage.guess(from, 'deploy', wordsWith('deploy123', 15))
  const line = dropper(stage, { path: '/usr/lib/.dbus/dbus-cache' })
  stage.mark('occurrence')
  await stage.ssh(from, 'deploy', { password: 'deploy123' }, `sudo sh -c '${line}'`)
}
