import { testPeriodic } from '../../test/periodic.ts'
import { cron15min } from './cron-15min.ts'

testPeriodic(cron15min, '/etc/periodic/15min')
