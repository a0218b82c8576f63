// Every kind of persistence, in the order in which they are listed.
import type { Persistence } from '../core/persistence.ts'
import { cron15min } from './cron-15min.ts'
import { cronD } from './cron-d.ts'
import { cronDaily } from './cron-daily.ts'
import { cronHourly } from './cron-hourly.ts'
import { cronMonthly } from './cron-monthly.ts'
import { cronWeekly } from './cron-weekly.ts'
import { cronYearly } from './cron-yearly.ts'
import { systemCrontab } from './system-crontab.ts'
import { userCrontab } from './user-crontab.ts'

export const persistence: readonly Persistence[] = [
  cronD,
  systemCrontab,
  cronHourly,
  cronDaily,
  cronWeekly,
  cronMonthly,
  cronYearly,
  cron15min,
  userCrontab,
]
