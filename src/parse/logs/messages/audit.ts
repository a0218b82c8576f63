// Records of the audit system that come by syslog: in words by its dispatcher, with numbers for their types by the kernel when no auditd listens.
import { auditTold } from '../audit-log.ts'
import { type MessageKind, stateless, type Told } from './kind.ts'

/** linux/audit.h and libaudit.h: those that tell something alone. */
const types: Readonly<Record<string, string>> = {
  1100: 'USER_AUTH',
  1102: 'USER_MGMT',
  1108: 'USER_CHAUTHTOK',
  1112: 'USER_LOGIN',
  1114: 'ADD_USER',
  1115: 'DEL_USER',
  1116: 'ADD_GROUP',
  1117: 'DEL_GROUP',
  1123: 'USER_CMD',
  1130: 'SERVICE_START',
  1131: 'SERVICE_STOP',
  1305: 'CONFIG_CHANGE',
  1700: 'ANOM_PROMISCUOUS',
  1701: 'ANOM_ABEND',
}
const numbered = /^audit: type=(\d{4}) (audit\(\d{10}\.\d{1,3}:\d{1,20}\):)/

/** Without the time, which is that of the line. */
export function auditMessage(text: string): Told | undefined {
  const found = numbered.exec(text)
  const name = types[found?.[1] ?? '']
  const told = auditTold(found === null ? text : `type=${name} msg=${found[2]}${text.slice(found[0].length)}`)
  if (told === undefined || (found !== null && name === undefined)) return undefined
  const { time: _, program: __, pid: ___, ...rest } = told
  return rest
}

export const auditMessages: MessageKind = {
  programs: ['audispd', 'audisp-syslog', 'audit'],
  needles: [
    'type=USER_LOGIN ',
    'type=USER_AUTH ',
    'type=USER_CMD ',
    'type=ADD_',
    'type=DEL_',
    'type=USER_CHAUTHTOK ',
    'type=ANOM_',
    'type=CONFIG_CHANGE ',
  ],
  open: stateless(auditMessage),
}
