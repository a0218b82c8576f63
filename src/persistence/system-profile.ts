// Shell start files of the whole system: /etc/profile, /etc/bash.bashrc, /etc/zsh and others.
import type { Persistence } from '../core/persistence.ts'
import { disarmEntry } from './entry.ts'
import { entriesIn } from './listing.ts'
import { places } from './matching.ts'
import { shellItems } from './shell-items.ts'
import { systemFishFiles, systemShellFiles } from './start-files.ts'

export const systemProfile: Persistence = {
  id: 'system-profile',
  summary: { zh: '系统级 Shell 启动文件(/etc/profile 等)', en: 'shell start files of the whole system (/etc/profile and others)' },
  techniques: ['T1546.004'],
  references: ['man:bash(1)', 'man:zsh(1)', 'man:ksh(1)'],
  platform: 'linux',
  *list(host) {
    yield* entriesIn(host, places([...systemShellFiles, ...systemFishFiles]), { kind: this.id, trigger: 'login' }, shellItems)
  },
  disarm: disarmEntry,
}
