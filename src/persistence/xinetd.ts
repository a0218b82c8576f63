// xinetd: programs that a connection starts.
import type { Persistence } from '../core/persistence.ts'
import { parseXinetd } from '../parse/files/xinetd-conf.ts'
import { disarmEntry } from './entry.ts'
import { entriesIn, type Item } from './listing.ts'
import { places } from './matching.ts'

export const xinetd: Persistence = {
  id: 'xinetd',
  summary: { zh: 'xinetd 服务(/etc/xinetd.d)', en: 'xinetd services in /etc/xinetd.d' },
  techniques: ['T1543', 'T1205'],
  references: ['man:xinetd.conf(5)'],
  platform: 'linux',
  *list(host) {
    const where = places(['/etc/xinetd.conf', '/etc/xinetd.d/*'])
    yield* entriesIn(host, where, { kind: 'xinetd', trigger: 'event' }, function* (bytes): Generator<Item> {
      for (const { number, span, text, service, attributes } of parseXinetd(bytes)) {
        const said = (key: string): string => attributes.get(key) ?? ''
        const command = `${said('server')} ${said('server_args')}`.trim()
        if (command === '') continue
        const item = {
          number,
          span,
          text,
          name: service,
          when: `${said('port') || service}/${said('protocol') || 'tcp'}`,
          user: said('user'),
          command,
        }
        yield /^yes$/i.test(said('disable')) ? { ...item, disabled: true } : item
      }
    })
  },
  disarm: disarmEntry,
}
