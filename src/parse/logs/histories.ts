// What people typed, as their shells and clients wrote it down: forgeable by the very account, with and without times.
import type { Draft, LineFormat, LineReader, LogPlace, RecordTime } from '../../core/log-format.ts'
import { commandTold, wipingTold } from './command-line.ts'
import { unixStamp } from './record-time.ts'

const longest = 8000

function* typed(command: string, time: RecordTime | undefined, { user }: LogPlace, program: string): Iterable<Draft> {
  const text = command.slice(0, longest).trim()
  if (text === '') return
  const more = { time, user: user === '' ? undefined : user, program }
  yield commandTold(text, more)
  const wiped = wipingTold(text, more)
  if (wiped !== undefined) yield wiped
}

/** Seconds since 1970 of a date that a living shell could have written. */
function seconds(text: string | undefined): RecordTime | undefined {
  const stamp = text === undefined ? undefined : unixStamp(text)
  return stamp !== undefined && stamp.end === text?.length ? stamp.time : undefined
}

const bashTime = (text: string): RecordTime | undefined => (text.startsWith('#') ? seconds(text.slice(1).trimEnd()) : undefined)

function bash(place: LogPlace, program: string): LineReader {
  let time: RecordTime | undefined
  return {
    *line(text) {
      const told = bashTime(text)
      if (told === undefined) yield* typed(text, time, place, program)
      else time = told
    },
    time: bashTime,
  }
}

const extended = /^: (\d{10}):\d{1,8};(.*)$/s

/** zsh with EXTENDED_HISTORY or without; a line that ends with a backslash goes on. */
function zsh(place: LogPlace): LineReader {
  let open: { time: RecordTime | undefined; text: string } | undefined
  const close = function* (): Iterable<Draft> {
    if (open !== undefined) yield* typed(open.text, open.time, place, 'zsh')
    open = undefined
  }
  return {
    *line(text) {
      const goesOn = /(?<!\\)(?:\\\\)*\\$/.test(text)
      const body = goesOn ? text.slice(0, -1) : text
      if (open !== undefined) {
        if (open.text.length < longest) open.text += `\n${body}`
      } else {
        const found = extended.exec(body)
        open = { time: seconds(found?.[1]), text: found?.[2] ?? body }
      }
      if (!goesOn) yield* close()
    },
    time: text => seconds(extended.exec(text.slice(0, 200))?.[1]),
    end: close,
  }
}

/** "- cmd: …", then "  when: 1700000000". */
function fish(place: LogPlace): LineReader {
  let command = ''
  const close = function* (time: RecordTime | undefined): Iterable<Draft> {
    if (command !== '') yield* typed(command, time, place, 'fish')
    command = ''
  }
  const when = (text: string): RecordTime | undefined => seconds(/^ {2}when: (\d{10})$/.exec(text)?.[1])
  return {
    *line(text) {
      if (text.startsWith('- cmd: ')) {
        yield* close(undefined)
        command = text.slice(7).replace(/\\(n|\\)/g, (_, c: string) => (c === 'n' ? '\n' : '\\'))
      } else {
        const time = when(text)
        if (time !== undefined) yield* close(time)
      }
    },
    time: when,
    end: () => close(undefined),
  }
}

/** One statement a line; mysql and psql with libedit write blanks as \040. */
function client(place: LogPlace, program: string, verb: 'database' | 'command'): LineReader {
  return {
    *line(text) {
      const plain = text.replace(/\\(\d{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)))
      if (plain !== '_HiStOrY_V2_')
        for (const draft of typed(plain, undefined, place, program)) yield { ...draft, verb: draft.verb === 'command' ? verb : draft.verb }
    },
    time: () => undefined,
  }
}

/** Files that vim had open, with the time: lines such as |4,48,1,0,1700000000,"/etc/crontab". */
function vim(place: LogPlace): LineReader {
  const mark = /^\|4,\d{1,3},\d{1,10},\d{1,10},(\d{10}),"(.{1,1000})"$/
  const user = place.user === '' ? undefined : place.user
  return {
    *line(text) {
      const [, at, path] = mark.exec(text) ?? []
      if (at !== undefined)
        yield { time: seconds(at), verb: 'file', user, program: 'vim', path: path?.replaceAll('\\"', '"'), method: 'opened in vim' }
    },
    time: text => seconds(mark.exec(text.slice(0, 1200))?.[1]),
  }
}

function history(
  id: string,
  zh: string,
  en: string,
  paths: readonly string[],
  name: RegExp,
  open: (place: LogPlace) => LineReader,
  like?: RegExp,
): LineFormat {
  return {
    id,
    summary: { zh, en },
    techniques: ['T1059.004', 'T1552.003', 'T1070.003'],
    references: ['man:bash(1)', 'man:zshoptions(1)', 'man:fish(1)'],
    form: 'lines',
    source: 'history',
    trust: 'user',
    paths,
    needles: [],
    recognise: (head, file) => (name.test(file) ? 0.95 : like?.test(head) === true ? 0.8 : 0),
    open,
  }
}

export const bashHistory: LineFormat = history(
  'bash-history',
  'bash 与 ash 命令历史',
  'history of bash and ash',
  ['~/.bash_history', '~/.ash_history', '~/.sh_history', '~/.history'],
  /(?:^|[._-])(?:ba|a)?sh_history|^\.?bash_history/,
  place => bash(place, /ash_history$/.test(place.path) && !place.path.endsWith('bash_history') ? 'ash' : 'bash'),
  /^#\d{10}\n(?!#)[^\n]{1,500}\n#\d{10}\n/,
)

export const zshHistory: LineFormat = history(
  'zsh-history',
  'zsh 命令历史',
  'history of zsh',
  ['~/.zsh_history', '~/.zhistory', '~/.histfile'],
  /zsh_history|zhistory/,
  zsh,
  /^: \d{10}:\d{1,8};/,
)

export const fishHistory: LineFormat = history(
  'fish-history',
  'fish 命令历史',
  'history of fish',
  ['~/.local/share/fish/fish_history'],
  /fish_history/,
  fish,
  /^- cmd: [^\n]{1,2000}\n {2}when: \d{10}\n/,
)

export const databaseHistory: LineFormat = history(
  'database-history',
  '数据库客户端命令历史',
  'histories of database clients',
  ['~/.mysql_history', '~/.mariadb_history', '~/.psql_history', '~/.sqlite_history'],
  /(?:mysql|mariadb|psql|sqlite)_history/,
  place => client(place, /\.(\w{1,20})_history/.exec(place.path)?.[1] ?? 'database', 'database'),
)

export const clientHistory: LineFormat = history(
  'client-history',
  'redis-cli 与 Python 命令历史',
  'histories of redis-cli and Python',
  ['~/.rediscli_history', '~/.python_history', '~/.node_repl_history'],
  /(?:rediscli|python|node_repl)_history/,
  place => client(place, /\.(\w{1,20})_history/.exec(place.path)?.[1]?.replace('rediscli', 'redis-cli') ?? 'client', 'command'),
)

export const vimInfo: LineFormat = history(
  'vim-info',
  'vim 打开过的文件',
  'files that vim had open',
  ['~/.viminfo'],
  /^\.?viminfo$/,
  vim,
  /^# This viminfo file was generated by Vim/,
)
