// modprobe.d: commands that run instead of, or besides, loading a kernel module.
import type { Persistence } from '../core/persistence.ts'
import { logicalLines } from '../parse/files/logical-lines.ts'
import { disarmEntry } from './entry.ts'
import { entriesIn } from './listing.ts'
import { places } from './matching.ts'

const directories = ['/etc', '/run', '/usr/local/lib', '/usr/lib', '/lib'].map(base => `${base}/modprobe.d/*.conf`)
const rule = /^(install|remove)[ \t]+(\S+)[ \t]+(\S.*)$/

/** The customary way to forbid a module. */
const nothing = /^(?:\/usr)?(?:\/bin)?\/?(?:true|false)$/

export const modprobeInstall: Persistence = {
  id: 'modprobe-install',
  summary: { zh: 'modprobe 的 install/remove 命令', en: 'install and remove commands of modprobe' },
  techniques: ['T1547.006'],
  references: ['man:modprobe.d(5)'],
  platform: 'linux',
  *list(host) {
    yield* entriesIn(host, places([...directories, '/etc/modprobe.conf'], 'root'), { kind: this.id, trigger: 'event' }, function* (bytes) {
      for (const { number, text, span, joined } of logicalLines(bytes)) {
        const [, when = '', name = '', command = ''] = rule.exec(joined) ?? []
        if (command !== '' && !nothing.test(command)) yield { number, text, span, when, name, command }
      }
    })
  },
  disarm: disarmEntry,
}
