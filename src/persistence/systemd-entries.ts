// What one unit file of each type starts: shared by the system's and the users' kinds.
import type { Autostart } from '../core/facts/autostart.ts'
import type { HostView } from '../core/host.ts'
import { settingsOf } from '../parse/files/systemd-unit.ts'
import { commandOf, findUnit, type Manager, saidOf, type UnitFile } from './systemd-units.ts'

export type UnitSays = Pick<Autostart, 'trigger' | 'command' | 'when' | 'user'>

const timers = [
  'OnCalendar',
  'OnActiveSec',
  'OnBootSec',
  'OnStartupSec',
  'OnUnitActiveSec',
  'OnUnitInactiveSec',
  'OnClockChange',
  'OnTimezoneChange',
]
const paths = ['PathExists', 'PathExistsGlob', 'PathChanged', 'PathModified', 'DirectoryNotEmpty']
const listens = [
  'ListenStream',
  'ListenDatagram',
  'ListenSequentialPacket',
  'ListenFIFO',
  'ListenSpecial',
  'ListenNetlink',
  'ListenMessageQueue',
  'ListenUSBFunction',
]

/** A service runs its own commands; a timer, a path and a socket run those of the unit they trigger. */
export function unitSays(host: HostView, manager: Manager, file: UnitFile): UnitSays {
  const { name, unit, user } = file
  const type = name.slice(name.lastIndexOf('.') + 1)
  const account = user === '' ? (settingsOf(unit, 'Service', 'User').at(-1) ?? 'root') : user === '*' ? '' : user
  const triggered = (section: string, key: string, standard = name.replace(/\.[a-z]+$/, '.service')) => {
    const target = settingsOf(unit, section, key).at(-1) ?? standard
    const found = findUnit(host, manager, target, user)
    const runsAs = user === '' ? (settingsOf(found, 'Service', 'User').at(-1) ?? 'root') : account
    return { command: commandOf(found) || target, user: runsAs }
  }
  if (type === 'timer') return { trigger: 'schedule', when: saidOf(unit, 'Timer', timers), ...triggered('Timer', 'Unit') }
  if (type === 'path') return { trigger: 'event', when: saidOf(unit, 'Path', paths), ...triggered('Path', 'Unit') }
  if (type === 'socket') {
    const each = /^(?:1|yes|y|true|t|on)$/i.test(settingsOf(unit, 'Socket', 'Accept').at(-1) ?? '')
    const service = triggered('Socket', 'Service', name.replace(/\.socket$/, each ? '@.service' : '.service'))
    const own = commandOf(unit, 'Socket')
    const command = own === '' ? service.command : `${own}; ${service.command}`
    return { trigger: 'event', when: saidOf(unit, 'Socket', listens), ...service, command }
  }
  const when = [saidOf(unit, 'Install', ['WantedBy', 'RequiredBy', 'UpheldBy']), saidOf(unit, 'Service', ['Restart', 'BusName'])]
  return { trigger: user === '' ? 'boot' : 'login', when: when.filter(w => w !== '').join('; '), command: commandOf(unit), user: account }
}
