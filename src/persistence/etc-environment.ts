// Environment files that make shells and interpreters run or load something: BASH_ENV, PYTHONSTARTUP, NODE_OPTIONS and their kin.
import type { Persistence } from '../core/persistence.ts'
import { envLines } from '../parse/files/env-lines.ts'
import { disarmEntry } from './entry.ts'
import { entriesIn } from './listing.ts'
import { homePlaces, places } from './matching.ts'
import { environmentFiles, homeEnvironmentFiles } from './start-files.ts'

const variables = new Set(
  (
    'BASH_ENV ENV PROMPT_COMMAND PATH PYTHONSTARTUP PYTHONPATH PYTHONHOME PYTHONWARNINGS BROWSER PERL5OPT PERL5LIB PERL5DB RUBYOPT RUBYLIB ' +
    'NODE_OPTIONS NODE_PATH JAVA_TOOL_OPTIONS _JAVA_OPTIONS JDK_JAVA_OPTIONS GIT_SSH_COMMAND GIT_SSH GIT_EXEC_PATH GCONV_PATH ' +
    'DOTNET_STARTUP_HOOKS EDITOR VISUAL PAGER MANPAGER SSH_ASKPASS SUDO_ASKPASS'
  ).split(' '),
)

/** Directories that an ordinary search path is made of. */
const usualPath =
  /^["']?(?:(?:\/(?:usr|usr\/local|snap|opt\/[\w.-]+)?\/?s?bin|\/usr\/(?:local\/)?games|\$\{?PATH\}?)\/?(?::|["']?$))+["']?$/

/** Programs named without a directory are found along PATH like any other. */
const plainProgram = /^(?:EDITOR|VISUAL|PAGER|MANPAGER|BROWSER)$/

export const etcEnvironment: Persistence = {
  id: 'etc-environment',
  summary: {
    zh: '通过环境变量注入解释器(BASH_ENV、NODE_OPTIONS 等)',
    en: 'code started by environment variables (BASH_ENV, NODE_OPTIONS, …)',
  },
  techniques: ['T1574.007', 'T1546'],
  references: ['man:pam_env(8)', 'man:environment.d(5)', 'man:bash(1)'],
  platform: 'linux',
  *list(host) {
    const where = [...places(environmentFiles), ...homePlaces(host, [...homeEnvironmentFiles, '.ssh/environment'])]
    yield* entriesIn(host, where, { kind: this.id, trigger: 'login' }, function* (bytes) {
      for (const { number, text, span, name, value } of envLines(bytes, variables)) {
        if (name === 'PATH' && usualPath.test(value.slice(0, 2000))) continue
        if (plainProgram.test(name) && /^["']?[\w.+-]+["']?$/.test(value)) continue
        yield { number, text, span, name, command: value }
      }
    })
  },
  disarm: disarmEntry,
}
