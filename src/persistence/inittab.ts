// /etc/inittab: what init starts, and starts again whenever it ends.
import type { Persistence } from '../core/persistence.ts'
import { parseInittab } from '../parse/files/inittab.ts'
import { disarmEntry } from './entry.ts'
import { entriesIn, type Item } from './listing.ts'
import { places } from './matching.ts'

export const inittab: Persistence = {
  id: 'inittab',
  summary: { zh: 'init 配置 /etc/inittab', en: 'what init starts by /etc/inittab' },
  techniques: ['T1037', 'T1543'],
  references: ['man:inittab(5)'],
  platform: 'linux',
  *list(host) {
    yield* entriesIn(host, places(['/etc/inittab'], 'root'), { kind: 'inittab', trigger: 'boot' }, function* (bytes): Generator<Item> {
      for (const { number, span, text, id, levels, action, process } of parseInittab(bytes)) {
        const item = { number, span, text, name: id, when: `${levels}:${action}`, command: process }
        yield action === 'off' ? { ...item, disabled: true } : item
      }
    })
  },
  disarm: disarmEntry,
}
