// Hooks that DHCP clients run as root with every lease.
import type { Persistence } from '../core/persistence.ts'
import { linesOf } from '../parse/lines.ts'
import { disarmEntry } from './entry.ts'
import { entriesIn, wholeFilesIn } from './listing.ts'
import { places } from './matching.ts'

export const dhclient: Persistence = {
  id: 'dhclient',
  summary: { zh: 'DHCP 客户端钩子', en: 'hooks of DHCP clients' },
  techniques: ['T1546'],
  references: ['man:dhclient-script(8)', 'man:dhclient.conf(5)', 'man:dhcpcd-run-hooks(8)'],
  platform: 'linux',
  *list(host) {
    const given = { kind: this.id, trigger: 'event' } as const
    const hooks = [
      '/etc/dhcp/dhclient-*-hooks.d/*',
      '/etc/dhcp/dhclient-*-hooks',
      '/etc/dhcp/dhclient.d/*.sh',
      '/etc/dhcpcd.*-hook',
      '/usr/lib/dhcpcd/dhcpcd-hooks/*',
      '/lib/dhcpcd/dhcpcd-hooks/*',
      '/etc/udhcpc/*',
      '/usr/share/udhcpc/*',
    ]
    yield* wholeFilesIn(host, places(hooks, 'root'), given)
    yield* entriesIn(host, places(['/etc/dhcp/dhclient.conf', '/etc/dhclient.conf'], 'root'), given, function* (bytes) {
      for (const line of linesOf(bytes)) {
        const script = /^\s*script\s+"?([^";]+)"?\s*;\s*(?:#.*)?$/.exec(line.text)
        if (script !== null) yield { ...line, command: script[1] ?? '' }
      }
    })
  },
  disarm: disarmEntry,
}
