// Files that a login shell reads at its end: ~/.bash_logout and its kin.
import type { Persistence } from '../core/persistence.ts'
import { disarmEntry } from './entry.ts'
import { entriesIn } from './listing.ts'
import { homePlaces, places } from './matching.ts'
import { shellItems } from './shell-items.ts'
import { homeLogoutFiles, logoutFiles } from './start-files.ts'

export const bashLogout: Persistence = {
  id: 'bash-logout',
  summary: { zh: 'Shell 退出时执行的文件(~/.bash_logout 等)', en: 'files run when a login shell ends (~/.bash_logout, …)' },
  techniques: ['T1546.004'],
  references: ['man:bash(1)', 'man:zsh(1)'],
  platform: 'linux',
  *list(host) {
    const where = [...places(logoutFiles), ...homePlaces(host, homeLogoutFiles)]
    yield* entriesIn(host, where, { kind: this.id, trigger: 'event', when: 'logout' }, shellItems)
  },
  disarm: disarmEntry,
}
