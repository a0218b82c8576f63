// polkit rules that start a program: JavaScript files with polkit.spawn.
import { textOf } from '../core/bytes.ts'
import type { Persistence } from '../core/persistence.ts'
import { disarmEntry } from './entry.ts'
import { wholeFilesIn } from './listing.ts'
import { places } from './matching.ts'

const spawn = /polkit\s*(?:\.\s*spawn|\[\s*["']spawn["']\s*\])\s*\(([^)]{0,500})/

export const polkit: Persistence = {
  id: 'polkit',
  summary: { zh: '执行程序的 polkit 规则', en: 'polkit rules that start a program' },
  techniques: ['T1546', 'T1548'],
  references: ['man:polkit(8)'],
  platform: 'linux',
  *list(host) {
    const where = ['/etc', '/run', '/usr/local/share', '/usr/share'].map(base => `${base}/polkit-1/rules.d/*.rules`)
    yield* wholeFilesIn(host, places(where, 'polkitd'), { kind: this.id, trigger: 'event' }, (_, head) => {
      const found = spawn.exec(textOf(head))
      return found === null ? undefined : { command: (found[1] ?? '').trim() }
    })
  },
  disarm: disarmEntry,
}
