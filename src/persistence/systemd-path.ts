// Path units of the system manager, with the command of the unit they start.
import { systemUnitKind } from './systemd-kind.ts'

export const systemdPath = systemUnitKind(
  'systemd-path',
  'path',
  { zh: 'systemd 路径监视单元', en: 'systemd path units: a file that appears or changes starts a service' },
  ['T1543.002', 'T1546'],
)
