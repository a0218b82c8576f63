// Monit: programs it starts when a check fails, or as the check.
import type { Persistence } from '../core/persistence.ts'
import { parseMonitControl } from '../parse/files/monit-control.ts'
import { disarmEntry } from './entry.ts'
import { entriesIn, type Item } from './listing.ts'
import { homePlaces, places } from './matching.ts'

const files = [
  '/etc/monitrc',
  '/etc/monit.conf',
  '/etc/monit/monitrc',
  '/etc/monit.d/*',
  '/etc/monit/conf.d/*',
  '/etc/monit/conf-enabled/*',
  '/etc/monit/monit.d/*',
]

export const monit: Persistence = {
  id: 'monit',
  summary: { zh: 'Monit 监控配置中的启动命令', en: 'commands that Monit starts' },
  techniques: ['T1543'],
  references: ['https://mmonit.com/monit/documentation/monit.html'],
  platform: 'linux',
  *list(host) {
    const where = [...places(files, 'root'), ...homePlaces(host, ['.monitrc'])]
    yield* entriesIn(host, where, { kind: 'monit', trigger: 'event' }, function* (bytes): Generator<Item> {
      for (const { number, span, text, command, what, check } of parseMonitControl(bytes)) {
        yield { number, span, text, command, when: what, name: check }
      }
    })
  },
  disarm: disarmEntry,
}
