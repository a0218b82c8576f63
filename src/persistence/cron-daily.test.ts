import { testPeriodic } from '../../test/periodic.ts'
import { cronDaily } from './cron-daily.ts'

testPeriodic(cronDaily, '/etc/cron.daily')
