// The owner has MariaDB write down every statement.
import type { Dress } from '../../dress.ts'
import { dropper } from '../../dropper.ts'
import { functionRuns, mysql, mysqlFrom, openRoot } from '../../mysql.ts'
import { ordinary } from '../../past.ts'
import type { Stage } from '../../stage.ts'

export function dress(dress: Dress): void {
  dress.logins(ordinary)
  mysql(dress, ['general_log = 1', 'general_log_file = /var/log/mysql/mysql.log'])
}

export async function plant(stage: Stage): Promise<void> {
  await openRoot(stage, '123456')
  for (const word of ['root', 'mysql', 'password', 'admin', '12345678']) await mysqlFrom(stage, '203.0.113.61', word, 'SELECT 1')
  const line = dropper(stage, { path: '/var/lib/mysql/.m/mysqld_safe', cron: false })
  stage.mark('occurrence')
  await mysqlFrom(stage, '203.0.113.61', '123456', await functionRuns(stage, line))
}
