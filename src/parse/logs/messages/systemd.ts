// What systemd says of services and timers: begun, ended, failed, enabled, and of its own reloading.
import { type MessageKind, stateless, type Told } from './kind.ts'

const unit = String.raw`([^\s'"]{1,200}\.(?:service|timer|socket|path|mount))`
type Rule = readonly [pattern: RegExp, told: (m: RegExpExecArray) => Told]
const said = (m: RegExpExecArray, method: string, outcome: 'success' | 'failure' = 'success'): Told => ({
  verb: 'unit',
  outcome,
  unit: m[1],
  method,
  fold: `${method} ${m[1]}`,
})

const rules: readonly Rule[] = [
  [new RegExp(`^Started ${unit}(?: - .{0,300})?\\.?$`), m => said(m, 'started')],
  [/^Started (.{1,200})\.$/, m => ({ verb: 'unit', outcome: 'success', target: m[1], method: 'started', fold: `started ${m[1]}` })],
  [new RegExp(`^Stopped ${unit}(?: - .{0,300})?\\.?$`), m => said(m, 'stopped')],
  [new RegExp(`^Failed to start ${unit}(?: - .{0,300})?\\.?$`), m => said(m, 'start', 'failure')],
  [new RegExp(`^${unit}: Main process exited, code=(\\w{1,20}), status=(\\S{1,30})`), m => said(m, `exited ${m[2]} ${m[3]}`, 'failure')],
  [new RegExp(`^${unit}: Failed with result '([\\w-]{1,30})'`), m => said(m, `failed ${m[2]}`, 'failure')],
  [new RegExp(`^${unit}: Scheduled restart job`), m => said(m, 'restarting')],
  [
    /^Reloading(?: requested from client PID .{0,120})?\.(?:\.\.)?$/,
    () => ({ verb: 'unit', method: 'daemon-reload', fold: 'daemon-reload' }),
  ],
  [/^Startup finished in /, () => ({ verb: 'boot', outcome: 'success' })],
  [
    /^Reached target (?:\S+ - )?(?:System )?(Shutdown|Power-Off|Reboot|reboot\.target|poweroff\.target)\b/i,
    m => ({ verb: 'boot', method: `ended: ${m[1]}` }),
  ],
]
/** Sessions and slices come and go with each login, and are told by those who made them. */
const ordinary =
  /^Started (?:Session |User Manager|User Runtime|Daily |session-|user@|user-runtime|anacron|apt-daily|man-db|logrotate|fstrim|e2scrub|sysstat|phpsessionclean|systemd-tmpfiles)/

export const systemdMessages: MessageKind = {
  programs: ['systemd'],
  begins: ['Started ', 'Stopped ', 'Failed to start ', 'Reloading', 'Startup finished in ', 'Reached target '],
  needles: [': Main process exited, ', ': Failed with result ', ': Scheduled restart job'],
  open: stateless(message => {
    const text = message.slice(0, 600)
    if (ordinary.test(text)) return undefined
    for (const [pattern, told] of rules) {
      const found = pattern.exec(text)
      if (found !== null) return told(found)
    }
    return undefined
  }),
}
const clocks: readonly RegExp[] = [
  /^(?:System time was changed|Time has been changed)$/,
  /^(?:adjusting (?:local|system) clock|step(?:ping)? time server|System clock (?:wrong by|was stepped by)|Backward time jump detected|Forward time jump detected).{0,120}$/,
]

/** Who sets the clock: a jump in a log with such a line beside it is nobody's forgery. */
export const clockMessages: MessageKind = {
  programs: ['systemd-timesyncd', 'systemd-resolved', 'systemd-journald', 'chronyd', 'ntpd', 'ntpdate', 'sntp', 'systemd-timedated'],
  begins: [
    'System time was',
    'Time has been',
    'adjusting ',
    'step',
    'System clock ',
    'Backward time',
    'Forward time',
    'Changed local time to ',
  ],
  needles: [],
  open: stateless(message => {
    const text = message.slice(0, 300)
    const set = clocks.some(pattern => pattern.test(text)) || text.startsWith('Changed local time to ')
    return set ? { verb: 'clock', method: text.slice(0, 120), fold: 'clock' } : undefined
  }),
}
