// udev rules that run a program when a device appears.
import type { Persistence } from '../core/persistence.ts'
import { udevRuns } from '../parse/files/udev-rules.ts'
import { disarmEntry } from './entry.ts'
import { entriesIn } from './listing.ts'
import { places } from './matching.ts'

const directories = ['/etc', '/run', '/usr/local/lib', '/usr/lib', '/lib'].map(base => `${base}/udev/rules.d/*.rules`)

export const udev: Persistence = {
  id: 'udev',
  summary: { zh: 'udev 规则执行的程序', en: 'programs run by udev rules' },
  techniques: ['T1546.017'],
  references: ['man:udev(7)'],
  platform: 'linux',
  *list(host) {
    yield* entriesIn(host, places(directories, 'root'), { kind: this.id, trigger: 'event' }, function* (bytes) {
      for (const { number, text, span, key, command } of udevRuns(bytes)) yield { number, text, span, command, when: key }
    })
  },
  disarm: disarmEntry,
}
