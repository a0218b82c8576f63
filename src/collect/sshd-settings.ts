// Settings of the SSH server, Include lines followed.
import type { Collector, Row } from '../core/collector.ts'
import { type Gap, gap, isGap } from '../core/gap.ts'
import { glob } from '../core/glob.ts'
import type { HostView } from '../core/host.ts'
import { parseSshdConfig, splitArguments } from '../parse/files/sshd-config.ts'
import { textFile } from './text-file.ts'

const mains = ['/etc/ssh/sshd_config', '/usr/etc/ssh/sshd_config']
/** As sshd itself: SERVCONF_MAX_DEPTH in servconf.c. */
const deepest = 16
const mostFiles = 1000

export const sshdSettings: Collector = {
  id: 'sshd-settings',
  summary: { zh: 'SSH 服务端配置', en: 'settings of the SSH server' },
  techniques: ['T1098.004'],
  references: ['man:sshd_config(5)'],
  gives: ['sshdSettings'],
  needs: [],
  *collect(host) {
    const budget = { files: mostFiles }
    for (const main of mains) yield* settingsOf(host, main, '', 0, budget)
  },
}

/** First come, first served: an included file's settings stand where its Include line stands. */
function* settingsOf(host: HostView, path: string, match: string, depth: number, budget: { files: number }): Generator<Row | Gap> {
  if (depth > deepest) {
    yield gap(path, 'malformed', 'Include goes too deep')
    return
  }
  if (budget.files === 0) yield gap(path, 'capped', `more than ${mostFiles} files are included`)
  if (budget.files-- <= 0) return
  for (const bytes of textFile(host, path)) {
    if (isGap(bytes)) {
      yield bytes
      continue
    }
    for (const setting of parseSshdConfig(bytes, match)) {
      yield ['sshdSettings', { path, ...setting }]
      if (setting.key !== 'include') continue
      for (const pattern of splitArguments(setting.value)) {
        const absolute = pattern.startsWith('/') ? pattern : `/etc/ssh/${pattern}`
        for (const included of glob(host.files, absolute)) yield* settingsOf(host, included, setting.match, depth + 1, budget)
      }
    }
  }
}
