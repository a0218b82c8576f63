// Times of the same minute are eight hours apart in the two logs, and syslog names neither year nor zone.
import type { Dress } from '../../dress.ts'
import { dropper } from '../../dropper.ts'
import { ordinary } from '../../past.ts'
import { postgresql, sql } from '../../postgresql.ts'
import type { Stage } from '../../stage.ts'

export function dress(dress: Dress): void {
  dress.zone('Asia/Shanghai')
  dress.logins({ ...ordinary, traditional: { offset: 8 } })
  dress.write('/etc/rsyslog.d/00-old.conf', '$ActionFileDefaultTemplate RSYSLOG_TraditionalFileFormat\n')
  postgresql(dress)
  dress.append('/etc/postgresql/15/main/postgresql.conf', "log_timezone = 'Etc/UTC'\n")
}

export async function plant(stage: Stage): Promise<void> {
  const line = dropper(stage, { path: '/var/lib/postgresql/.cache/pg_core', cron: false })
  await sql(stage, '203.0.113.90', 'postgres', 'SELECT version()')
  stage.mark('occurrence')
  await sql(stage, '203.0.113.90', 'postgres', `CREATE TABLE t(a text); COPY t FROM PROGRAM '${line}'`)
}
