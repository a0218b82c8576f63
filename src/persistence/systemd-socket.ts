// Socket units of the system manager, with the command of the service they start.
import { systemUnitKind } from './systemd-kind.ts'

export const systemdSocket = systemUnitKind(
  'systemd-socket',
  'socket',
  { zh: 'systemd 套接字激活单元', en: 'systemd socket units: a connection starts a service' },
  ['T1543.002', 'T1546'],
)
