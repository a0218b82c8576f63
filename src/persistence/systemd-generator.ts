// Programs that systemd runs before any unit: generators of the system, of users and of environments.
import type { Persistence } from '../core/persistence.ts'
import { disarmEntry } from './entry.ts'
import { executable, wholeFilesIn } from './listing.ts'
import { places } from './matching.ts'

const roots = ['/run/systemd', '/etc/systemd', '/usr/local/lib/systemd', '/usr/lib/systemd', '/lib/systemd']
const system = ['system-generators', 'system-environment-generators']
const user = ['user-generators', 'user-environment-generators']
const below = (names: readonly string[]): string[] => roots.flatMap(root => names.map(name => `${root}/${name}/*`))

export const systemdGenerator: Persistence = {
  id: 'systemd-generator',
  summary: { zh: 'systemd 生成器程序(开机最早期运行)', en: 'systemd generators, run before any unit' },
  techniques: ['T1543.002'],
  references: ['man:systemd.generator(7)', 'man:systemd.environment-generator(7)'],
  platform: 'linux',
  *list(host) {
    yield* wholeFilesIn(host, places(below(system), 'root'), { kind: 'systemd-generator', trigger: 'boot' }, executable)
    yield* wholeFilesIn(host, places(below(user)), { kind: 'systemd-generator', trigger: 'login' }, executable)
  },
  disarm: disarmEntry,
}
