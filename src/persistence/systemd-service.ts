// Services of the system manager.
import { systemUnitKind } from './systemd-kind.ts'

export const systemdService = systemUnitKind(
  'systemd-service',
  'service',
  { zh: 'systemd 系统服务', en: 'systemd services of the system' },
  ['T1543.002'],
)
