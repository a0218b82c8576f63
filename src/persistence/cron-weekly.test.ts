import { testPeriodic } from '../../test/periodic.ts'
import { cronWeekly } from './cron-weekly.ts'

testPeriodic(cronWeekly, '/etc/cron.weekly')
