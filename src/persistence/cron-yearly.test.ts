import { testPeriodic } from '../../test/periodic.ts'
import { cronYearly } from './cron-yearly.ts'

testPeriodic(cronYearly, '/etc/cron.yearly')
