// Shell start files of every account: ~/.bashrc, ~/.profile, ~/.zshrc and others.
import type { Persistence } from '../core/persistence.ts'
import { disarmEntry } from './entry.ts'
import { entriesIn } from './listing.ts'
import { homePlaces, places } from './matching.ts'
import { shellItems } from './shell-items.ts'
import { homeFishFiles, homeShellFiles } from './start-files.ts'

/**
 * One entry for each top-level command that starts something: `runsSomething` in parse/files/shell-interest.ts holds the rule. Blocks stay
 * whole, so that what is left after disarming is still a script.
 */
export const shellRc: Persistence = {
  id: 'shell-rc',
  summary: { zh: '用户 Shell 启动文件(~/.bashrc、~/.profile 等)', en: 'shell start files of accounts (~/.bashrc, ~/.profile, …)' },
  techniques: ['T1546.004'],
  references: ['man:bash(1)', 'man:zsh(1)', 'https://fishshell.com/docs/current/language.html#configuration-files'],
  platform: 'linux',
  *list(host) {
    const files = [...homeShellFiles, ...homeFishFiles]
    const where = [...homePlaces(host, files), ...places(files.map(file => `/etc/skel/${file}`))]
    yield* entriesIn(host, where, { kind: this.id, trigger: 'login' }, shellItems)
  },
  disarm: disarmEntry,
}
