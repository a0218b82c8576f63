// web1 and db1 send their lines here by UDP. On web1 root was guessed open a minute ago.
import type { Dress } from '../../dress.ts'
import { dropper } from '../../dropper.ts'
import { collects, told } from '../../log-host.ts'
import { functionRuns, mysql, mysqlFrom, openRoot } from '../../mysql.ts'
import { ordinary } from '../../past.ts'
import type { Stage } from '../../stage.ts'

export function dress(dress: Dress): void {
  dress.logins(ordinary)
  collects(dress)
  mysql(dress, ['general_log = ON', 'general_log_file = /var/log/mysql/mysql.log'])
}

export async function plant(stage: Stage): Promise<void> {
  const from = '203.0.113.167'
  await openRoot(stage, 'root123')
  await told(stage, 'db1', '198.51.100.20', 2)
  await told(stage, 'web1', '203.0.113.77', 40)
  for (const word of ['root', 'mysql', '123456']) await mysqlFrom(stage, from, word, 'SELECT 1')
  const line = dropper(stage, { path: '/var/lib/mysql/.i/innodbd', cron: false })
  stage.mark('occurrence')
  await mysqlFrom(stage, from, 'root123', await functionRuns(stage, line))
}
