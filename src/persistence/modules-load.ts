// Kernel modules that are loaded at every boot: /etc/modules and modules-load.d.
import type { Persistence } from '../core/persistence.ts'
import { linesOf } from '../parse/lines.ts'
import { disarmEntry } from './entry.ts'
import { entriesIn } from './listing.ts'
import { places } from './matching.ts'

const directories = ['/etc', '/run', '/usr/local/lib', '/usr/lib', '/lib'].map(base => `${base}/modules-load.d/*.conf`)

export const modulesLoad: Persistence = {
  id: 'modules-load',
  summary: { zh: '启动时加载的内核模块', en: 'kernel modules loaded at boot' },
  techniques: ['T1547.006'],
  references: ['man:modules-load.d(5)', 'man:modules(5)'],
  platform: 'linux',
  *list(host) {
    const where = places(['/etc/modules', ...directories, '/etc/rc.modules', '/etc/sysconfig/modules/*.modules'], 'root')
    yield* entriesIn(host, where, { kind: this.id, trigger: 'boot' }, function* (bytes) {
      for (const line of linesOf(bytes)) {
        const command = line.text.trim()
        if (command !== '' && !/^[#;]/.test(command)) yield { ...line, command, name: command.split(/\s/)[0] ?? '' }
      }
    })
  },
  disarm: disarmEntry,
}
