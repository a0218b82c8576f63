import { testPeriodic } from '../../test/periodic.ts'
import { cronHourly } from './cron-hourly.ts'

testPeriodic(cronHourly, '/etc/cron.hourly')
