// Every kind of persistence, in the order in which they are listed.
import type { Persistence } from '../core/persistence.ts'
import { anacron } from './anacron.ts'
import { at } from './at.ts'
import { cron15min } from './cron-15min.ts'
import { cronD } from './cron-d.ts'
import { cronDaily } from './cron-daily.ts'
import { cronHourly } from './cron-hourly.ts'
import { cronMonthly } from './cron-monthly.ts'
import { cronWeekly } from './cron-weekly.ts'
import { cronYearly } from './cron-yearly.ts'
import { dockerRestart } from './docker-restart.ts'
import { inetd } from './inetd.ts'
import { inittab } from './inittab.ts'
import { openrc } from './openrc.ts'
import { pm2 } from './pm2.ts'
import { rcLinks } from './rc-links.ts'
import { rcLocal } from './rc-local.ts'
import { systemCrontab } from './system-crontab.ts'
import { systemdDropIn } from './systemd-drop-in.ts'
import { systemdGenerator } from './systemd-generator.ts'
import { systemdPath } from './systemd-path.ts'
import { systemdService } from './systemd-service.ts'
import { systemdSocket } from './systemd-socket.ts'
import { systemdTimer } from './systemd-timer.ts'
import { systemdUserUnit } from './systemd-user-unit.ts'
import { sysvInit } from './sysv-init.ts'
import { upstart } from './upstart.ts'
import { userCrontab } from './user-crontab.ts'
import { xinetd } from './xinetd.ts'

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
  systemdService,
  systemdUserUnit,
  systemdTimer,
  systemdPath,
  systemdSocket,
  systemdDropIn,
  systemdGenerator,
  sysvInit,
  rcLinks,
  rcLocal,
  inittab,
  openrc,
  upstart,
  anacron,
  at,
  inetd,
  xinetd,
  pm2,
  dockerRestart,
]
