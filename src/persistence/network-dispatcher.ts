// Programs that NetworkManager and networkd-dispatcher run as root when a network changes.
import type { Persistence } from '../core/persistence.ts'
import { disarmEntry } from './entry.ts'
import { executable, wholeFilesIn } from './listing.ts'
import { places } from './matching.ts'

export const networkDispatcher: Persistence = {
  id: 'network-dispatcher',
  summary: {
    zh: '网络状态变化脚本(NetworkManager、networkd-dispatcher)',
    en: 'network change programs (NetworkManager, networkd-dispatcher)',
  },
  techniques: ['T1546'],
  references: ['man:NetworkManager-dispatcher(8)', 'https://gitlab.com/craftyguy/networkd-dispatcher'],
  platform: 'linux',
  *list(host) {
    const manager = ['/etc/NetworkManager/dispatcher.d', '/usr/lib/NetworkManager/dispatcher.d']
    const where = [
      ...manager.flatMap(base => [`${base}/*`, `${base}/*.d/*`]),
      '/etc/networkd-dispatcher/*.d/*',
      '/usr/lib/networkd-dispatcher/*.d/*',
      '/etc/wicd/scripts/*/*',
      '/etc/ppp/ip-up.d/*',
      '/etc/ppp/ip-down.d/*',
      '/etc/ppp/ip-up',
      '/etc/ppp/ip-down',
    ]
    yield* wholeFilesIn(host, places(where, 'root'), { kind: this.id, trigger: 'event' }, executable)
  },
  disarm: disarmEntry,
}
