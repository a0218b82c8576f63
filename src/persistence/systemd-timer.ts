// Timers of the system manager, with the command of the unit they start.
import { systemUnitKind } from './systemd-kind.ts'

export const systemdTimer = systemUnitKind('systemd-timer', 'timer', { zh: 'systemd 系统定时器', en: 'systemd timers of the system' }, [
  'T1053.006',
])
