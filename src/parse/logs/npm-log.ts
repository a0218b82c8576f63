// npm's debug logs: which packages were put in, which of their scripts ran, and how those ended. One file is one command.
import type { Draft, LineFormat, LogPlace, RecordTime } from '../../core/log-format.ts'
import { isHostile } from './foreign-command.ts'
import { isoStamp } from './record-time.ts'

/** "…/_logs/2026-11-22T01_19_13_361Z-debug-0.log": the only time there is. */
const named = /\/(\d{4}-\d\d-\d\d)T(\d\d)_(\d\d)_(\d\d)_(\d{3})Z-debug(?:-\d{1,3})?\.log/

const numbered = /^\d{1,7} (silly|verbose|info|warn|error|http|timing|notice) (.*)$/s
const ran = /^run (@?[\w./-]{1,200})@([\w.+-]{1,100}) (\w{1,40}) (\S{1,400}) (.{1,1500})$/s
const before = /^lifecycle (@?[\w./-]{1,200})@([\w.+-]{1,100})~(preinstall|install|postinstall|prepare): (@?\S{1,300})$/
const ended =
  /^(?:run|lifecycle) (@?[\w./-]{1,200})@([\w.+-]{1,100})[ ~](\w{1,40}):? (?:\{ code: (\d{1,5}), signal: (\w{1,12}) \}|Failed to exec (\w{1,20}) script)$/
const added = /^ADD (?:\S{0,300}node_modules\/)((?:@[\w.-]{1,100}\/)?[\w.-]{1,200})$/
const placed = /^placeDep \S{1,400} ((?:@[\w.-]{1,100}\/)?[\w.-]{1,200})@([\w.+-]{1,100}) OK for: /
const fetched = /^fetch GET (\d{3}) (https?:\/\/\S{1,500}\.tgz) /

/** A command may take minutes: every line of it is within them. */
function timeOf({ path }: LogPlace): RecordTime | undefined {
  const [, day, hour, minute, second, ms] = named.exec(path) ?? []
  const stamp = day === undefined ? undefined : isoStamp(`${day}T${hour}:${minute}:${second}.${ms}Z`)
  return stamp && { ...stamp.time, grain: 300 }
}

function* told(text: string, place: LogPlace): Iterable<Draft> {
  const [, level, rest = ''] = numbered.exec(text.slice(0, 3000)) ?? []
  if (level === undefined) return
  const basics = { time: timeOf(place), program: 'npm', user: place.user || undefined } as const
  const end = ended.exec(rest)
  if (end !== null) {
    const [, name, version, script, code] = end
    if (code !== '0') yield { ...basics, verb: 'error', outcome: 'failure', package: `${name}@${version}`, method: script }
    return
  }
  const [, name, version, script, path, command] = ran.exec(rest) ?? before.exec(rest) ?? []
  if (name !== undefined) {
    const one = { ...basics, package: `${name}@${version}`, method: script, path, command }
    // Scripts run at most installations; only what they say makes one an attack.
    yield command !== undefined && isHostile(command)
      ? { ...one, verb: 'exploit', attack: 'npm-install-script' }
      : { ...one, verb: 'package' }
  }
  if (level === 'verbose' && rest.startsWith('argv '))
    yield { ...basics, verb: 'package', outcome: 'success', command: `npm ${rest.slice(5).replaceAll('"', '')}`, method: 'command' }
  else if (level === 'silly') {
    const at = placed.exec(rest)
    if (at !== null)
      yield { ...basics, verb: 'package', package: `${at[1]}@${at[2]}`, method: 'install', fold: `${place.path} ${at[1]}@${at[2]}` }
    else if (added.test(rest)) yield { ...basics, verb: 'package', package: added.exec(rest)?.[1], method: 'added' }
  } else if (level === 'http') {
    const [, status, url] = fetched.exec(rest) ?? []
    // The registry itself is no news.
    if (url !== undefined && !/^https:\/\/registry\.(?:npmjs\.org|npmmirror\.com|yarnpkg\.com)\//.test(url))
      yield { ...basics, verb: 'download', status: Number(status), url }
  }
}

export const npmLog: LineFormat = {
  id: 'npm-log',
  summary: { zh: 'npm 日志:安装的包与运行的脚本', en: 'logs of npm: packages that were put in, scripts that ran' },
  techniques: ['T1195.001', 'T1195.002'],
  references: ['https://docs.npmjs.com/cli/v11/using-npm/logging', 'https://github.com/npm/run-script'],
  form: 'lines',
  source: 'language-packages',
  trust: 'user',
  paths: ['~/.npm/_logs/*-debug-0.log', '~/.npm/_logs/*-debug.log', '~/npm-debug.log'],
  needles: [' run ', ' lifecycle ', 'verbose argv ', ' placedep ', 'silly add ', 'fetch get '],
  recognise: head => (/^0 (?:verbose cli|info it worked|verbose argv) /.test(head) ? 0.95 : 0),
  open: place => ({ line: text => told(text, place), time: () => timeOf(place) }),
}
