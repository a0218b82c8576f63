// rc.local and its kin: commands run once at the end of the boot.
import type { Persistence } from '../core/persistence.ts'
import { shellUnits } from '../parse/files/shell-units.ts'
import { disarmEntry } from './entry.ts'
import { entriesIn, type Item } from './listing.ts'
import { places } from './matching.ts'

const where = places(
  ['/etc/rc.local', '/etc/rc.d/rc.local', '/etc/init.d/boot.local', '/etc/init.d/after.local', '/etc/conf.d/local.start'],
  'root',
)
const silent = /^(?:exit|return|set|:|true)$/

export const rcLocal: Persistence = {
  id: 'rc-local',
  summary: { zh: '开机脚本 rc.local 中的命令', en: 'commands in rc.local, run at boot' },
  techniques: ['T1037.004'],
  references: ['man:systemd-rc-local-generator(8)'],
  platform: 'linux',
  *list(host) {
    yield* entriesIn(host, where, { kind: 'rc-local', trigger: 'boot' }, function* (bytes, { path, stat }): Generator<Item> {
      // Without an execute bit rc.local is not run; SUSE and Gentoo source theirs.
      const off = path.endsWith('/rc.local') && (stat.mode & 0o111) === 0
      let left = false
      for (const { number, span, text, commands, bare, compound } of shellUnits(bytes)) {
        if (commands.some(command => !silent.test(command))) {
          const item = { number, span, text, command: bare }
          yield off || left ? { ...item, disabled: true } : item
        }
        left ||= !compound && /^exit\b/.test(bare)
      }
    })
  },
  disarm: disarmEntry,
}
