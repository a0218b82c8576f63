// /etc/ld.so.preload: libraries that the loader puts into every program.
import type { Persistence } from '../core/persistence.ts'
import { parseLdSoPreload } from '../parse/files/ld-so-preload.ts'
import { disarmEntry } from './entry.ts'
import { entriesIn } from './listing.ts'
import { places } from './matching.ts'

export const ldSoPreload: Persistence = {
  id: 'ld-so-preload',
  summary: { zh: '/etc/ld.so.preload 预加载库', en: 'libraries preloaded by /etc/ld.so.preload' },
  techniques: ['T1574.006'],
  references: ['man:ld.so(8)', 'https://sourceware.org/git/?p=glibc.git;a=blob;f=elf/rtld.c'],
  platform: 'linux',
  *list(host) {
    yield* entriesIn(host, places(['/etc/ld.so.preload']), { kind: this.id, trigger: 'load' }, function* (bytes) {
      let column = 0
      let before = 0
      for (const row of parseLdSoPreload(bytes)) {
        column = row.number === before ? column + 1 : 1
        before = row.number
        yield { ...row, command: row.text, name: row.text, part: column }
      }
    })
  },
  disarm: disarmEntry,
}
