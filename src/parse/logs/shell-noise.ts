// What shells and downloaders write to standard error, which services keep in their own logs: a trace of commands that no log names.

import type { Mark } from './marks.ts'
import type { Told } from './messages/kind.ts'

/** Programs of intruders' scripts that a service has no use for. */
const tools =
  'wget|curl|chmod|chattr|crontab|nohup|pkill|killall|busybox|tftp|ftpget|base64|nc|ncat|xmrig|kinsing|kdevtmpfsi|masscan|python[23]?|perl|bash|ulimit|setenforce|iptables|ufw|systemctl|sysctl|iptables-save|apt-get|yum'

function told(program: string | undefined, command: string, more?: Partial<Told>): Told {
  return { verb: 'error', attack: 'shell-output', method: program, command: command.slice(0, 500), fold: `shell ${program}`, ...more }
}

/** Lines of dash, bash, busybox, wget, curl and chmod as their sources have them. */
export const shellNoise: readonly Mark[] = [
  {
    needles: [
      ': not found',
      'command not found',
      'permission denied',
      'no such file or directory',
      'cannot execute',
      'syntax error',
      'text file busy',
    ],
    like: /^(?:\/(?:usr\/)?bin\/)?(?:sh|bash|dash|ash): (?:(?:line )?\d{1,5}: |-c: (?:line \d{1,5}: )?)?(.{1,300}?): (not found|command not found|Permission denied|No such file or directory|cannot execute(?: binary file|: required file not found)?.*|Text file busy|Is a directory|cannot create .*)$/,
    tell: ([, what = '', why = '']) => told(/^[\w./+-]{1,60}$/.test(what) ? what : undefined, `${what}: ${why}`),
  },
  {
    needles: ['cannot create '],
    like: /^(?:\/(?:usr\/)?bin\/)?(?:sh|bash|dash|ash): (?:\d{1,5}: )?cannot create ([^\s:]{1,300}): (.{1,80})$/,
    tell: ([text, path]) => told(undefined, text, { path }),
  },
  {
    needles: ['--20'],
    like: /^--\d{4}-\d\d-\d\d \d\d:\d\d:\d\d-- {2}((?:https?|ftp):\/\/\S{1,500})$/,
    tell: ([, url]) => ({ verb: 'download', method: 'wget', url, fold: `wget ${url}` }),
  },
  {
    needles: ['saved ['],
    like: /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d \([\d.]{1,10} [KMG]?B\/s\) - ['‘"](.{1,300}?)['’"] saved \[\d{1,15}(?:\/\d{1,15})?\]$/,
    tell: ([, path]) => ({ verb: 'download', outcome: 'success', method: 'wget', path }),
  },
  {
    needles: ['curl: ('],
    like: /^curl: \((\d{1,3})\) (.{1,300})$/,
    tell: ([text]) => ({ verb: 'download', outcome: 'failure', method: 'curl', command: text, fold: 'curl failed' }),
  },
  {
    needles: ['% received % xferd'],
    like: /^ {2}% Total {4}% Received % Xferd {2}Average Speed/,
    tell: () => ({ verb: 'download', method: 'curl', fold: 'curl progress' }),
  },
  {
    needles: ['connecting to '],
    like: /^Connecting to (\S{1,200}) \((\d{1,3}(?:\.\d{1,3}){3}|[\da-f:]{2,45}):(\d{1,5})\)$/i,
    tell: ([, , address, port]) => ({ verb: 'download', method: 'busybox wget', address, port: Number(port), fold: `busybox ${address}` }),
  },
  {
    needles: ['chmod: ', 'chattr: ', 'crontab: ', 'pkill: ', 'killall: ', 'wget: ', 'nohup: ', 'iptables: ', 'iptables v', 'setenforce: '],
    like: new RegExp(`^(${tools}): (.{1,300})$`),
    tell: ([text, program]) => told(program, text),
  },
]

/** What the well-known miners print, lower case as needles, so that the output of a container or a service gives them away. */
export const minerNoise: readonly Mark[] = [
  {
    needles: [
      'use pool ',
      'new job from ',
      'accepted (',
      'rejected (',
      'about  ',
      'dataset ready',
      'init dataset',
      'no active pools',
      'speed 10s',
      'pool #1',
    ],
    // XMRig and its many disguises.
    like: /^(?:\[[\d: .-]{19,26}\])?\s{0,4}(?:\* {0,2}(?:ABOUT {2,}\S{1,40}\/[\d.]{3,12}|POOL #1 {2,}\S{4,300})|(?:net|cpu|miner|randomx|rx|opencl|cuda|signal|config)\s{1,9}(?:use pool \S|new job from \S|accepted \(\d|rejected \(\d|dataset ready|init dataset|no active pools|speed 10s))/,
    tell: ([text]) => ({ verb: 'process', attack: 'miner-output', command: text, fold: 'miner output' }),
  },
  {
    needles: ['stratum+'],
    like: /^.{0,300}?\b(stratum\+(?:tcp|ssl|tls|udp)?:?\/\/[\w.:-]{3,200})/,
    tell: ([, url]) => ({ verb: 'connected', attack: 'miner-output', url, fold: `pool ${url}` }),
  },
]
