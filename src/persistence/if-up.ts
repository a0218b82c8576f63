// ifupdown: programs in /etc/network/if-*.d and up/down commands in interfaces(5).
import type { Persistence } from '../core/persistence.ts'
import { logicalLines } from '../parse/files/logical-lines.ts'
import { disarmEntry } from './entry.ts'
import { entriesIn, executable, wholeFilesIn } from './listing.ts'
import { places } from './matching.ts'

const command = /^(pre-up|up|post-up|down|pre-down|post-down)[ \t]+(\S.*)$/

export const ifUp: Persistence = {
  id: 'if-up',
  summary: { zh: '网卡启停脚本(/etc/network)', en: 'interface up and down programs (/etc/network)' },
  techniques: ['T1546'],
  references: ['man:interfaces(5)', 'man:ifup(8)'],
  platform: 'linux',
  *list(host) {
    const given = { kind: this.id, trigger: 'event' } as const
    const directories = ['/etc/network/if-*.d/*', '/etc/sysconfig/network-scripts/ifup-local', '/sbin/ifup-local', '/sbin/ifup-pre-local']
    yield* wholeFilesIn(host, places(directories, 'root'), given, executable)
    yield* entriesIn(host, places(['/etc/network/interfaces', '/etc/network/interfaces.d/*'], 'root'), given, function* (bytes) {
      for (const { number, text, span, joined } of logicalLines(bytes)) {
        const found = command.exec(joined)
        if (found !== null) yield { number, text, span, when: found[1] ?? '', command: found[2] ?? '' }
      }
    })
  },
  disarm: disarmEntry,
}
