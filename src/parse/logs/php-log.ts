// Logs of PHP: its own errors, and what php-fpm's children wrote to standard error.
import type { LineFormat } from '../../core/log-format.ts'
import { type Headed, headedReader, type Mark, needlesOf, shareOf, toldBy } from './marks.ts'
import type { Told } from './messages/kind.ts'
import { dayMonthStamp } from './record-time.ts'
import { minerNoise, shellNoise } from './shell-noise.ts'

const marks: readonly Mark[] = [
  {
    needles: ["eval()'d code", 'runtime-created function', "assert()'d code"],
    like: /^PHP (?:Warning|Notice|Fatal error|Parse error|Deprecated): {1,2}(.{1,1000}?) in (\/\S{1,300}?)\(\d{1,6}\) : (?:eval\(\)'d code|assert code|assert\(\)'d code|runtime-created function).{0,200} on line \d{1,7}$/s,
    tell: ([, text, path]) => ({ verb: 'error', attack: 'php-eval', path, command: text, fold: `php eval ${path}` }),
  },
  {
    needles: ['unable to fork [', 'has been disabled for security'],
    like: /^PHP Warning: {1,2}((?:shell_)?exec|system|passthru|popen|proc_open|pcntl_exec)\(\)(?:: Unable to fork \[(.{1,1000}?)\]| has been disabled for security reasons) in (\/\S{1,300})/s,
    tell: ([, method, command, path]) => ({ verb: 'command', outcome: 'failure', method, command, path, fold: `php ${method} ${path}` }),
  },
  {
    needles: ['exited on signal '],
    like: /^WARNING: \[pool ([\w.-]{1,60})\] child \d{1,10} exited on signal (\d{1,3}) \((\w{1,12})/,
    tell: ([, unit, , why]) => ({ verb: 'error', unit, method: `crash ${why}`, fold: 'php-fpm crash' }),
  },
  {
    needles: ['fpm is running', 'terminating ...'],
    like: /^NOTICE: (fpm is running, pid \d{1,10}|Terminating \.\.\.)$/,
    tell: ([, what]) => ({ verb: 'unit', unit: 'php-fpm', method: what?.startsWith('fpm') ? 'started' : 'stopped' }),
  },
]
const noise = [...shellNoise, ...minerNoise]
const said = /^(?:WARNING|NOTICE): \[pool ([\w.-]{1,60})\] child \d{1,10} said into std(?:err|out): "(.{1,4000}?)"?(?:, pipe is closed)?$/s

function tell(message: string, isHeaded: boolean): Told | undefined {
  if (!isHeaded) return toldBy(noise, message)
  const [, unit, text] = said.exec(message) ?? []
  if (text === undefined) return toldBy(marks, message)
  const told = toldBy(noise, text.replace(/^NOTICE: PHP message: /, '')) ?? toldBy(marks, text.replace(/^NOTICE: PHP message: /, ''))
  return told && { unit, ...told }
}

function head(line: string): Headed | undefined {
  if (!line.startsWith('[')) return undefined
  const stamp = dayMonthStamp(line, 1)
  const close = stamp === undefined ? -1 : line.indexOf('] ', stamp.end)
  // A zone by its name ("Asia/Shanghai") is no offset: the time stays local.
  return stamp === undefined || close < 0 || close > stamp.end + 40
    ? undefined
    : { time: stamp.time, program: 'php', message: line.slice(close + 2) }
}

export const phpLog: LineFormat = {
  id: 'php-log',
  summary: { zh: 'PHP 与 php-fpm 日志', en: 'logs of PHP and php-fpm' },
  techniques: ['T1190', 'T1505.003', 'T1059.004'],
  references: [
    'https://www.php.net/manual/en/errorfunc.configuration.php#ini.error-log',
    'https://www.php.net/manual/en/install.fpm.configuration.php',
  ],
  form: 'lines',
  source: 'web-error',
  trust: 'service',
  paths: [
    '/var/log/php*fpm*.log',
    '/var/log/php-fpm/*.log',
    '/var/log/php*/*.log',
    '/var/log/php_errors.log',
    '/var/log/php*error*.log',
    '/www/server/php/*/var/log/php-fpm.log',
    '/usr/local/php/var/log/*.log',
  ],
  needles: needlesOf(marks, noise),
  recognise: text => 0.9 * shareOf(text, line => /^(?:PHP |NOTICE: |WARNING: |ERROR: )/.test(head(line)?.message ?? '')),
  open: () => headedReader(head, tell),
}
