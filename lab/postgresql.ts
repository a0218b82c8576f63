// Debian's PostgreSQL, reachable from outside with the password everybody tries first; it notes connections and statements that define things.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Dress } from './dress.ts'
import type { Stage } from './stage.ts'

const folder = '/etc/postgresql/15/main'

export function postgresql(dress: Dress): void {
  const old = readFileSync(join(dress.root, folder, 'postgresql.conf'), 'utf8')
  const more = "listen_addresses = '*'\nlog_connections = on\nlog_statement = 'all'\n"
  dress.append(`${folder}/postgresql.conf`, old.endsWith('\n') ? more : `\n${more}`)
  dress.append(`${folder}/pg_hba.conf`, 'host all all 0.0.0.0/0 scram-sha-256\n')
  dress.enable('postgresql')
}

/** As somebody at an address who says this password of the superuser. */
export async function sql(stage: Stage, from: string, password: string, statements: string): Promise<void> {
  if (!stage.done.has('postgresql')) {
    stage.done.add('postgresql')
    const own = `until pg_isready -q; do sleep 0.2; done; psql -qc "SET log_statement = none" -c "ALTER ROLE postgres PASSWORD 'postgres'"`
    await stage.inside(`exec setpriv --reuid=postgres --regid=postgres --init-groups sh -c '${own.replaceAll("'", "'\\''")}'`, {
      service: 'postgresql@15-main.service',
    })
  }
  await stage.outside(`ip route replace $HOST/32 dev uplink src ${from}; exec psql -q -v ON_ERROR_STOP=1 -h $HOST -U postgres -c "$SQL"`, {
    PGPASSWORD: password,
    SQL: statements,
  })
}
