// The logs of the host: how large, from when to when, and what is odd about each.
import { textOf } from '../core/bytes.ts'
import type { Collector, Row } from '../core/collector.ts'
import { type Gap, isGap } from '../core/gap.ts'
import { glob } from '../core/glob.ts'
import type { HostView } from '../core/host.ts'
import { rsyslogTargets } from '../parse/files/rsyslog-conf.ts'
import { homesOf } from './homes.ts'
import { historyNames, journalDirectories, type LogPlace, logDirectories, logPlaces, plainLogName } from './log-places.ts'
import { logRow } from './log-row.ts'
import { textFile } from './text-file.ts'

const mostPerDirectory = 40

export const logFiles: Collector = {
  id: 'log-files',
  summary: { zh: '日志文件的大小、起止时间与异常', en: 'log files: size, time span and oddities' },
  techniques: ['T1685.006', 'T1070.003'],
  references: ['man:logrotate(8)', 'man:rsyslog.conf(5)', 'https://systemd.io/JOURNAL_FILE_FORMAT/'],
  gives: ['logFiles'],
  needs: ['users'],
  *collect(host, soFar) {
    yield* listed(host)
    for (const directory of logDirectories) {
      const names = host.files.list(directory)
      if (isGap(names)) {
        if (names.why !== 'absent') yield names
        continue
      }
      const plain = names.map(entry => entry.name).filter(name => plainLogName.test(name))
      for (const name of plain.sort().slice(0, mostPerDirectory)) yield* logRow(host, { path: `${directory}/${name}`, form: 'text' })
    }
    for (const directory of journalDirectories) {
      for (const path of glob(host.files, `${directory}/*/*.journal`, 200)) yield* logRow(host, { path, form: 'journal' })
    }
    for (const { home } of homesOf(host, soFar.users)) {
      for (const name of historyNames) yield* logRow(host, { path: `${home}/${name}`, form: 'history' })
    }
  },
}

/** A log that rsyslog is told to write and that is gone, while others of its logs are filled, is a row of its own. */
function* listed(host: HostView): Generator<Row | Gap> {
  const wanted = writtenByRsyslog(host)
  const filled = [...wanted].some(path => {
    const stat = host.files.stat(path)
    return !isGap(stat) && stat.size > 0
  })
  for (const place of logPlaces) {
    const rows = [...logRow(host, place)]
    yield* rows
    if (rows.length === 0 && filled && wanted.has(place.path) && keptMessages(place)) {
      const forerunner = !isGap(host.files.lstat(`${place.path}.1`))
      yield ['logFiles', { path: place.path, size: 0, oddities: [forerunner ? 'missing beside its forerunner' : 'missing'] }]
    }
  }
}

/** Kinds of message that every running host has: a missing mail log says nothing. */
function keptMessages({ path }: LogPlace): boolean {
  return /\/(?:auth\.log|secure|syslog|messages)$/.test(path)
}

function writtenByRsyslog(host: HostView): ReadonlySet<string> {
  const paths = new Set<string>()
  for (const path of ['/etc/rsyslog.conf', ...glob(host.files, '/etc/rsyslog.d/*.conf', 100)]) {
    for (const bytes of textFile(host, path)) {
      if (isGap(bytes)) continue
      for (const target of rsyslogTargets(textOf(bytes))) paths.add(target)
    }
  }
  return paths
}
