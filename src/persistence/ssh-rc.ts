// Files that sshd runs, or reads variables from, at every login: ~/.ssh/rc, /etc/ssh/sshrc, ~/.ssh/environment.
import type { Persistence } from '../core/persistence.ts'
import { linesOf } from '../parse/lines.ts'
import { disarmEntry } from './entry.ts'
import { entriesIn, wholeFilesIn } from './listing.ts'
import { homePlaces, places } from './matching.ts'

export const sshRc: Persistence = {
  id: 'ssh-rc',
  summary: { zh: 'SSH 登录时执行的文件(~/.ssh/rc、sshrc)', en: 'files run at every SSH login (~/.ssh/rc, sshrc)' },
  techniques: ['T1546.004'],
  references: ['man:sshd(8)'],
  platform: 'linux',
  *list(host) {
    const given = { kind: this.id, trigger: 'login' } as const
    yield* wholeFilesIn(host, [...places(['/etc/ssh/sshrc']), ...homePlaces(host, ['.ssh/rc'])], given)
    yield* entriesIn(host, homePlaces(host, ['.ssh/environment']), given, function* (bytes) {
      for (const line of linesOf(bytes)) {
        const equals = line.text.indexOf('=')
        if (equals > 0 && !line.text.trimStart().startsWith('#')) yield { ...line, command: line.text.trim() }
      }
    })
  },
  disarm: disarmEntry,
}
