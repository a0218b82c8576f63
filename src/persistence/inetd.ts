// inetd: programs that a connection starts.
import type { Persistence } from '../core/persistence.ts'
import { parseInetdConf } from '../parse/files/inetd-conf.ts'
import { disarmEntry } from './entry.ts'
import { entriesIn, type Item } from './listing.ts'
import { places } from './matching.ts'

export const inetd: Persistence = {
  id: 'inetd',
  summary: { zh: 'inetd 服务(/etc/inetd.conf)', en: 'inetd services in /etc/inetd.conf' },
  techniques: ['T1543', 'T1205'],
  references: ['man:inetd.conf(5)', 'man:update-inetd(8)'],
  platform: 'linux',
  *list(host) {
    const where = places(['/etc/inetd.conf', '/etc/inetd.d/*'])
    yield* entriesIn(host, where, { kind: 'inetd', trigger: 'event' }, function* (bytes): Generator<Item> {
      for (const { number, span, text, service, protocol, user, command, off } of parseInetdConf(bytes)) {
        const item = { number, span, text, name: service, when: `${service}/${protocol}`, user, command }
        yield off ? { ...item, disabled: true } : item
      }
    })
  },
  disarm: disarmEntry,
}
