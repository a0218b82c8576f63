// Cron lines and SSH keys left in Redis data: a dump saved into a cron or .ssh directory, or waiting to be saved there again.
import { sameBytes } from '../core/bytes.ts'
import { entity } from '../core/entity.ts'
import type { Autostart } from '../core/facts/autostart.ts'
import { type Gap, gap, isGap } from '../core/gap.ts'
import type { HostView } from '../core/host.ts'
import type { Persistence } from '../core/persistence.ts'
import { crc64 } from '../parse/crc64.ts'
import { type Planted, plantedIn, redisFormat } from '../parse/files/redis-planted.ts'
import { linesOf } from '../parse/lines.ts'
import { entryOf, wholeFile } from './entry.ts'
import { filesMatching, homePlaces, type Place, places } from './matching.ts'

const mostRead = 32 << 20
const mostEntries = 1000

const targets = [
  '/var/spool/cron/*',
  '/var/spool/cron/crontabs/*',
  '/var/spool/cron/tabs/*',
  '/etc/crontabs/*',
  '/etc/crontab',
  '/etc/cron.*/*',
]
const data = ['/var/lib/redis*', '/var/lib/valkey*', '/data', '/etc', '/tmp', '']
const names = ['*.rdb', '*.aof', 'appendonlydir/*']
const configs = places(['/etc/redis.conf', '/etc/redis/*.conf', '/etc/valkey/*.conf'])

export const redisDump: Persistence = {
  id: 'redis-dump',
  summary: { zh: 'Redis 数据文件中夹带的定时任务行或 SSH 公钥', en: 'cron lines and SSH keys planted in Redis data files' },
  techniques: ['T1053.003', 'T1098.004'],
  references: ['https://redis.io/docs/latest/operate/oss_and_stack/management/security/', 'https://rdb.fnordig.de/file_format.html'],
  platform: 'linux',
  *list(host) {
    const abused = [...places(targets), ...homePlaces(host, ['.ssh/*'])]
    const seen = new Set<string>()
    for (const file of filesMatching(host, [...abused, ...ordinary(host)])) {
      if (isGap(file)) {
        yield file
        continue
      }
      const head = host.files.readAt(file.path, 0, 64)
      if (isGap(head) ? head.why !== 'absent' : redisFormat(head) !== undefined || file.path.endsWith('.aof')) {
        if (!seen.has(file.path)) yield* entriesOf(host, file.path, abused.includes(file.place))
        seen.add(file.path)
      }
    }
  },
  // Cutting a string out of an RDB would break its lengths and its checksum, and Redis would not start. The line is made a comment
  // instead, by one byte, and the checksum at the end is set right. A running Redis still holds the value, and saves it again.
  disarm(entry, before) {
    if (entry.extent === 'file') return null
    const after = before.slice()
    for (const { text, first } of plantedIn(before)) if (first !== undefined && text.startsWith(entry.text)) after[first] = 0x23
    if (sameBytes(after, before)) return before
    const end = before.length - 8
    const checked = redisFormat(before) === 'rdb' && end > 0 && sameBytes(crc64(before.subarray(0, end)), before.subarray(end))
    if (checked) after.set(crc64(after.subarray(0, end)), end)
    return after
  },
}

function* entriesOf(host: HostView, path: string, abused: boolean): Generator<Autostart | Gap> {
  const content = host.files.read(path, mostRead)
  if (isGap(content)) {
    if (content.why !== 'absent') yield content
    return
  }
  const found = [...plantedIn(content.bytes)]
  const [main] = found
  const name = redisFormat(content.bytes) === 'rdb' ? 'Redis RDB' : 'Redis AOF'
  if (abused) {
    // Nobody keeps Redis data there: the file itself is the entry, whatever it holds.
    const command = found.map(line => line.command).join('; ')
    yield wholeFile({ kind: 'redis-dump', path, name, command, ...triggerOf(main?.what ?? 'cron'), when: main?.when ?? '' }, content.bytes)
    return
  }
  let line = 1
  let counted = -1
  for (const [i, planted] of found
    .toSorted((a, b) => a.span.start - b.span.start)
    .slice(0, mostEntries)
    .entries()) {
    for (let at = content.bytes.indexOf(10, counted + 1); at >= 0 && at < planted.span.start; at = content.bytes.indexOf(10, at + 1)) {
      line++
      counted = at
    }
    const { what, text, when, command, span } = planted
    const entry = entryOf({ kind: 'redis-dump', path, line, span, text, when, command, name, ...triggerOf(what) }, content.bytes)
    // Strings of a dump may stand on one "line".
    yield { ...entry, id: entity('autostart', `redis-dump:${path}#${i + 1}`) }
  }
  if (!content.whole || found.length > mostEntries) yield gap(path, 'capped', 'only the first 32 MiB or 1,000 lines are told')
}

function triggerOf(what: Planted['what']): Pick<Autostart, 'trigger'> {
  return { trigger: what === 'key' ? 'access' : 'schedule' }
}

/** Where Redis keeps its data, by custom and by its configuration. */
function ordinary(host: HostView): Place[] {
  const directories = new Set(data)
  for (const file of filesMatching(host, configs)) {
    const content = isGap(file) ? file : host.files.read(file.path)
    for (const { text } of isGap(content) ? [] : linesOf(content.bytes)) {
      const directory = /^[ \t]*dir[ \t]+"?(\/[^\s"*]{1,500})/.exec(text)?.[1]
      if (directory !== undefined) directories.add(directory.replace(/\/+$/, ''))
    }
  }
  return [
    ...places([...directories].flatMap(directory => names.map(name => `${directory}/${name}`))),
    ...homePlaces(host, ['*.rdb', '*.aof']),
  ]
}
