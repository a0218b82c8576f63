// Drop-ins (*.d/*.conf) of units of the system and of users that add a command or an environment.
import type { Persistence } from '../core/persistence.ts'
import { parseUnit } from '../parse/files/systemd-unit.ts'
import { disarmEntry } from './entry.ts'
import { entriesIn, type Item } from './listing.ts'
import type { Place } from './matching.ts'
import { systemDirectories, userDirectories } from './systemd-directories.ts'
import { bareCommand } from './systemd-units.ts'

const keys = /^(?:Exec(?:Condition|Start|StartPre|StartPost|Reload|Stop|StopPre|StopPost)|Environment|EnvironmentFile)$/

export const systemdDropIn: Persistence = {
  id: 'systemd-drop-in',
  summary: { zh: 'systemd 单元的附加配置(*.d/*.conf)中的命令与环境变量', en: 'commands and environment in systemd drop-ins (*.d/*.conf)' },
  techniques: ['T1543.002', 'T1574'],
  references: ['man:systemd.unit(5)'],
  platform: 'linux',
  *list(host) {
    const directories = [...systemDirectories(host), ...userDirectories(host)]
    const where: Place[] = directories.map(({ path, user }) => ({ base: path, pattern: '*.d/*.conf', user: user === '*' ? '' : user }))
    yield* entriesIn(host, where, { kind: 'systemd-drop-in', trigger: 'boot' }, function* (bytes, { path }): Generator<Item> {
      const name = path.split('/').at(-2)?.replace(/\.d$/, '') ?? ''
      for (const { line: number, span, text, key, value } of parseUnit(bytes)) {
        if (keys.test(key) && value !== '') yield { number, span, text, when: key, name, command: bareCommand(value) }
      }
    })
  },
  disarm: disarmEntry,
}
