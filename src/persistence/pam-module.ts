// The modules that PAM rules load from the security directories: files for a checksum to judge.
import { isGap } from '../core/gap.ts'
import type { HostView } from '../core/host.ts'
import type { Persistence } from '../core/persistence.ts'
import { pamRules } from '../parse/files/pam.ts'
import { disarmEntry } from './entry.ts'
import { wholeFilesIn } from './listing.ts'
import { filesMatching, places } from './matching.ts'

const directories = [
  '/lib/security',
  '/lib64/security',
  '/usr/lib/security',
  '/usr/lib64/security',
  '/lib/*/security',
  '/usr/lib/*/security',
]

/** File names of the modules that any rule names. */
function* referenced(host: HostView): Generator<string> {
  for (const file of filesMatching(host, places(['/etc/pam.d/*', '/etc/pam.conf', '/usr/lib/pam.d/*']))) {
    const content = isGap(file) ? file : host.files.read(file.path)
    if (isGap(file) || isGap(content)) continue
    for (const { module } of pamRules(content.bytes, file.name === 'pam.conf')) yield module.slice(module.lastIndexOf('/') + 1)
  }
}

/** Whole files: what is loaded replaces the check of every password. A module no rule names is never loaded and is not listed. */
export const pamModule: Persistence = {
  id: 'pam-module',
  summary: { zh: 'PAM 配置引用的认证模块', en: 'authentication modules that PAM rules load' },
  techniques: ['T1556.003'],
  references: ['man:pam(8)', 'man:pam.d(5)'],
  platform: 'linux',
  *list(host) {
    const names = new Set(referenced(host))
    const where = places(directories.map(directory => `${directory}/*.so`))
    yield* wholeFilesIn(host, where, { kind: this.id, trigger: 'load' }, ({ path, name }) =>
      names.has(name) ? { command: path, name } : undefined,
    )
  },
  disarm: disarmEntry,
}
