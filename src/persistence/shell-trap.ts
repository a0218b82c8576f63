// Commands that a shell runs again and again by itself: trap and PROMPT_COMMAND in its start files.
import type { Persistence } from '../core/persistence.ts'
import { isTrap } from '../parse/files/shell-interest.ts'
import { disarmEntry } from './entry.ts'
import { entriesIn } from './listing.ts'
import { homePlaces, places } from './matching.ts'
import { shellItems } from './shell-items.ts'
import { homeLogoutFiles, homeShellFiles, logoutFiles, systemShellFiles } from './start-files.ts'

export const shellTrap: Persistence = {
  id: 'shell-trap',
  summary: { zh: 'Shell 启动文件中的 trap 与 PROMPT_COMMAND', en: 'trap and PROMPT_COMMAND in shell start files' },
  techniques: ['T1546.005'],
  references: ['man:bash(1)'],
  platform: 'linux',
  *list(host) {
    const where = [
      ...places([...systemShellFiles, ...logoutFiles, '/etc/profile.d/*']),
      ...homePlaces(host, [...homeShellFiles, ...homeLogoutFiles]),
    ]
    yield* entriesIn(host, where, { kind: this.id, trigger: 'event' }, (bytes, file) => shellItems(bytes, file, isTrap))
  },
  disarm: disarmEntry,
}
