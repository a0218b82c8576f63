// All kinds of log that davylamp reads, in the order in which they are tried on collected files of any name.
import type { LogFormat } from '../../core/log-format.ts'
import { authLog } from './auth-log.ts'
import { journalLog } from './journal.ts'
import { postgresqlLog } from './postgresql-log.ts'
import { redisLog } from './redis-log.ts'
import { webAccess } from './web-access.ts'

export const logFormats: readonly LogFormat[] = [authLog, journalLog, webAccess, redisLog, postgresqlLog]
