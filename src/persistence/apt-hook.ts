// apt hooks: commands in apt.conf that run as root before and after installing, and whenever package lists are refreshed.
import type { Persistence } from '../core/persistence.ts'
import { aptCommands } from '../parse/files/apt-conf.ts'
import { disarmEntry } from './entry.ts'
import { entriesIn } from './listing.ts'
import { places } from './matching.ts'

export const aptHook: Persistence = {
  id: 'apt-hook',
  summary: { zh: 'apt 钩子(Pre-Invoke、Post-Invoke 等)', en: 'apt hooks (Pre-Invoke, Post-Invoke, …)' },
  techniques: ['T1546.016'],
  references: ['man:apt.conf(5)'],
  platform: 'linux',
  *list(host) {
    const where = places(['/etc/apt/apt.conf', '/etc/apt/apt.conf.d/*'], 'root')
    yield* entriesIn(host, where, { kind: this.id, trigger: 'event' }, function* (bytes) {
      let part = 0
      let before = 0
      for (const { number, text, span, key, command } of aptCommands(bytes)) {
        part = number === before ? part + 1 : 1
        before = number
        yield { number, text, span, command, when: key, part }
      }
    })
  },
  disarm: disarmEntry,
}
