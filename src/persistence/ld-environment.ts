// LD_PRELOAD, LD_AUDIT and LD_LIBRARY_PATH in the files that give programs their environment.
import type { Persistence } from '../core/persistence.ts'
import { envLines } from '../parse/files/env-lines.ts'
import { disarmEntry } from './entry.ts'
import { entriesIn } from './listing.ts'
import { homePlaces, places } from './matching.ts'
import {
  environmentFiles,
  homeEnvironmentFiles,
  homeFishFiles,
  homeShellFiles,
  homeUnitFiles,
  systemFishFiles,
  systemShellFiles,
  unitFiles,
} from './start-files.ts'

const variables = new Set(['LD_PRELOAD', 'LD_AUDIT', 'LD_LIBRARY_PATH'])

export const ldEnvironment: Persistence = {
  id: 'ld-environment',
  summary: { zh: '环境变量中的预加载库(LD_PRELOAD 等)', en: 'preloaded libraries by environment variables (LD_PRELOAD and its kin)' },
  techniques: ['T1574.006'],
  references: ['man:ld.so(8)', 'man:environment.d(5)', 'man:pam_env.conf(5)'],
  platform: 'linux',
  *list(host) {
    const where = [
      ...places([...environmentFiles, ...systemShellFiles, ...systemFishFiles, '/etc/profile.d/*', ...unitFiles]),
      ...homePlaces(host, [...homeEnvironmentFiles, ...homeShellFiles, ...homeFishFiles, '.ssh/environment', ...homeUnitFiles]),
    ]
    yield* entriesIn(host, where, { kind: this.id, trigger: 'load' }, function* (bytes) {
      for (const { number, text, span, name, value } of envLines(bytes, variables)) yield { number, text, span, name, command: value }
    })
  },
  disarm: disarmEntry,
}
