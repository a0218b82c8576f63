// Git: hooks of repositories, and settings that make git run a program.
import type { Persistence } from '../core/persistence.ts'
import { keyLines } from '../parse/files/keyfile.ts'
import { disarmEntry } from './entry.ts'
import { entriesIn, executable, wholeFilesIn } from './listing.ts'
import { ownHomePlaces, places } from './matching.ts'

/** Repositories lie one or two levels below these, and below every home. */
const roots = ['/opt', '/srv', '/var/www', '/usr/local/src', '/var/lib']
const repositories = ['.git', '*/.git', '*/*/.git', '*.git', '*/*.git']
const runs = /^(?:hookspath|fsmonitor|sshcommand|gitproxy|askpass)$/
const builtin = /^(?:true|false|yes|no|on|off|0|1)?$/i

export const gitHook: Persistence = {
  id: 'git-hook',
  summary: { zh: 'Git 钩子与 core.hooksPath', en: 'git hooks and core.hooksPath' },
  techniques: ['T1546'],
  references: ['man:githooks(5)', 'man:git-config(1)'],
  platform: 'linux',
  *list(host) {
    const given = { kind: this.id, trigger: 'event' } as const
    const below = (what: string) => repositories.map(repository => `${repository}/${what}`)
    const hooks = [
      ...places(roots.flatMap(root => below('hooks/*').map(pattern => `${root}/${pattern}`))),
      ...ownHomePlaces(host, below('hooks/*')),
      ...places(['/etc/skel/.git/hooks/*', '/usr/share/git-core/templates/hooks/*']),
    ]
    yield* wholeFilesIn(host, hooks, given, file => (file.name.endsWith('.sample') ? undefined : executable(file)))
    const settings = [
      ...places(['/etc/gitconfig', ...roots.flatMap(root => below('config').map(pattern => `${root}/${pattern}`))]),
      ...ownHomePlaces(host, ['.gitconfig', '.config/git/config', ...below('config')]),
    ]
    yield* entriesIn(host, settings, given, function* (bytes) {
      for (const { number, text, span, group, key, value } of keyLines(bytes)) {
        if (group.toLowerCase() !== 'core' || !runs.test(key.toLowerCase()) || builtin.test(value)) continue
        yield { number, text, span, name: `core.${key}`, command: value }
      }
    })
  },
  disarm: disarmEntry,
}
