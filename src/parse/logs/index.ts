// All kinds of log that davylamp reads, in the order in which they are tried on collected files of any name.
import type { LogFormat } from '../../core/log-format.ts'
import { authLog } from './auth-log.ts'
import { btmpLog } from './btmp.ts'
import { journalLog } from './journal.ts'
import { lastlogLog } from './last-logins.ts'
import { lastlog2Log, wtmpdbLog } from './login-databases.ts'
import { postgresqlLog } from './postgresql-log.ts'
import { redisLog } from './redis-log.ts'
import { webAccess } from './web-access.ts'
import { wtmpLog } from './wtmp.ts'

export const logFormats: readonly LogFormat[] = [
  authLog,
  journalLog,
  wtmpLog,
  btmpLog,
  lastlogLog,
  lastlog2Log,
  wtmpdbLog,
  webAccess,
  redisLog,
  postgresqlLog,
]
