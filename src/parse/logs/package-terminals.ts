// What package managers had on the terminal: apt's term.log, which knows what maintainers' scripts said, and the debug logs of pnpm and yarn.
import type { Draft, LineFormat, LineReader, LogPlace, RecordTime } from '../../core/log-format.ts'
import { jsonText, stringAt } from '../json.ts'
import { isHostile } from './foreign-command.ts'
import { needlesOf, toldBy } from './marks.ts'
import { isoStamp } from './record-time.ts'
import { minerNoise, shellNoise } from './shell-noise.ts'

const noise = [...shellNoise, ...minerNoise]
const started = /^Log (?:started|ended): (\d{4}-\d\d-\d\d) {1,2}(\d\d:\d\d:\d\d)$/
const set = /^(Setting up|Removing|Purging configuration files for) ([\w.+-]{1,100}(?::\w{1,12})?) \(([^)\s]{1,100})\) \.\.\.$/

class TermReader implements LineReader {
  private now: RecordTime | undefined

  time(text: string): RecordTime | undefined {
    const [, day, clock] = started.exec(text.trimEnd()) ?? []
    return day === undefined ? undefined : isoStamp(`${day} ${clock}`)?.time
  }

  *line(raw: string): Iterable<Draft> {
    const text = raw.trimEnd()
    this.now = this.time(text) ?? this.now
    const [, deed, name, version] = set.exec(text) ?? []
    const basics = { time: this.now, program: 'apt' }
    if (deed !== undefined)
      yield {
        ...basics,
        verb: 'package',
        outcome: 'success',
        method: deed === 'Setting up' ? 'install' : 'remove',
        package: `${name} ${version}`,
      }
    else {
      const told = toldBy(noise, text.slice(0, 4000))
      if (told !== undefined) yield { ...basics, ...told }
    }
  }
}

export const aptTerminal: LineFormat = {
  id: 'apt-terminal',
  summary: { zh: 'apt 终端输出(term.log)', en: 'what apt had on the terminal (term.log)' },
  techniques: ['T1072', 'T1195.002'],
  references: ['man:apt.conf(5)'],
  form: 'lines',
  source: 'packages',
  trust: 'service',
  paths: ['/var/log/apt/term.log'],
  needles: ['Log started: ', 'Log ended: ', 'Setting up ', 'Removing ', 'Purging configuration ', ...needlesOf(noise)],
  recognise: text => (/^\s*Log started: \d{4}-\d\d-\d\d {1,2}\d\d:\d\d:\d\d$/m.test(text) ? 0.95 : 0),
  open: () => new TermReader(),
}

const pnpm = /^\d{1,9} debug pnpm:(lifecycle|progress|root|cli) (\{.{1,16000}\})$/s

function* pnpmTold(text: string, place: LogPlace): Iterable<Draft> {
  const [, channel, json = ''] = pnpm.exec(text) ?? []
  const value = channel === undefined ? undefined : jsonText(json)
  if (value === undefined) return
  const name = stringAt(value, 'depPath').replace(/^\//, '')
  const command = stringAt(value, 'script')
  const basics = {
    program: 'pnpm',
    user: place.user || undefined,
    package: name || undefined,
    method: stringAt(value, 'stage') || undefined,
  } as const
  if (channel === 'lifecycle' && command !== '')
    yield isHostile(command)
      ? { ...basics, verb: 'exploit', attack: 'npm-install-script', command }
      : { ...basics, verb: 'package', command, fold: `pnpm ${name} ${command}` }
  else if (channel === 'root' && stringAt(value, 'added', 'name') !== '')
    yield {
      ...basics,
      verb: 'package',
      method: 'install',
      package: `${stringAt(value, 'added', 'name')}@${stringAt(value, 'added', 'version')}`,
    }
}

const yarn = /^ {2}\S{1,300}\/node \S{1,300}\/yarn(?:\.js)?(?: (.{1,500}))?$/

/** The file is written when an installation failed: its own time is that of the failure. */
export const nodeInstallers: LineFormat = {
  id: 'node-installers',
  summary: { zh: 'pnpm 与 yarn 调试日志', en: 'debug logs of pnpm and yarn' },
  techniques: ['T1195.001', 'T1195.002'],
  references: ['https://pnpm.io/cli/install', 'https://classic.yarnpkg.com/en/docs/cli/install'],
  form: 'lines',
  source: 'language-packages',
  trust: 'user',
  paths: [
    '~/pnpm-debug.log',
    '~/.pnpm-debug.log',
    '~/*/.pnpm-debug.log',
    '~/*/pnpm-debug.log',
    '~/yarn-error.log',
    '~/*/yarn-error.log',
    '/opt/*/yarn-error.log',
    '/var/www/*/yarn-error.log',
  ],
  needles: ['debug pnpm:', '/yarn', 'Command: '],
  recognise: text => (/^\d{1,9} debug pnpm:|^Arguments: \n {2}\S{1,300}\/node \S{1,300}yarn/m.test(text) ? 0.95 : 0),
  open: place => ({
    *line(text) {
      yield* pnpmTold(text, place)
      const [all, command = ''] = yarn.exec(text) ?? []
      if (all !== undefined)
        yield { verb: 'package', program: 'yarn', outcome: 'failure', user: place.user || undefined, command: `yarn ${command}`.trim() }
      const ran = /^Command: (.{1,2000})$/.exec(text)?.[1]
      if (ran !== undefined && isHostile(ran))
        yield { verb: 'exploit', attack: 'npm-install-script', program: 'yarn', command: ran, user: place.user || undefined }
    },
    time: () => undefined,
  }),
}
