// /etc/ld.so.conf and ld.so.conf.d: directories in which the loader looks for libraries.
import type { Persistence } from '../core/persistence.ts'
import { linesOf } from '../parse/lines.ts'
import { disarmEntry } from './entry.ts'
import { entriesIn } from './listing.ts'
import { places } from './matching.ts'

export const ldSoConf: Persistence = {
  id: 'ld-so-conf',
  summary: { zh: '动态链接库搜索目录(ld.so.conf)', en: 'library directories in ld.so.conf' },
  techniques: ['T1574.006'],
  references: ['man:ldconfig(8)'],
  platform: 'linux',
  *list(host) {
    yield* entriesIn(host, places(['/etc/ld.so.conf', '/etc/ld.so.conf.d/*']), { kind: this.id, trigger: 'load' }, function* (bytes) {
      for (const line of linesOf(bytes)) {
        const command = line.text.split('#')[0]?.trim() ?? ''
        if (command !== '') yield { ...line, command }
      }
    })
  },
  disarm: disarmEntry,
}
