import { testPeriodic } from '../../test/periodic.ts'
import { cronMonthly } from './cron-monthly.ts'

testPeriodic(cronMonthly, '/etc/cron.monthly')
