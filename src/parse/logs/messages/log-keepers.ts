// What the keepers of logs say when they are told to stop: from then on nothing is written down.
import { type MessageKind, stateless } from './kind.ts'

const stopped =
  /^(?:\[origin software="rsyslogd" [^\]]{0,200}\] exiting on signal (\d{1,2})\.|The audit daemon is exiting\.|syslog-ng shutting down; version=.{0,40}|exiting on signal (\d{1,2}))$/

export const keeperMessages: MessageKind = {
  programs: ['rsyslogd', 'auditd', 'syslog-ng', 'syslogd', 'exiting'],
  begins: ['[origin software="rsyslogd"', 'The audit daemon is exiting', 'syslog-ng shutting down', 'exiting on signal '],
  needles: [],
  open: stateless((message, _, program) =>
    stopped.test(message.slice(0, 400)) ? { verb: 'unit', unit: program, method: 'stopped', fold: `${program} stopped` } : undefined,
  ),
}
