// PAM rules that run a program, or load a module from outside of the security directories.
import type { Persistence } from '../core/persistence.ts'
import { pamRules } from '../parse/files/pam.ts'
import { disarmEntry } from './entry.ts'
import { entriesIn } from './listing.ts'
import { places } from './matching.ts'

const runner = /^(?:.*\/)?pam_(?:exec|script|python|perl|lua|extrausers_exec)\.so$/
const securityDirectory = /^\/(?:usr\/)?lib(?:32|64|\/[\w-]+)?\/security\/[^/]+$/
/** Options of pam_exec and its kin that stand before the program. */
const option = /^(?:debug|expose_authtok|seteuid|quiet|quiet_log|stdout|use_first_pass|(?:log|type|runas|userenv|dir|onerr|timeout)=\S*)$/

/** A rule before it skips a number of rules, which may be this one: cut out, the jump would land elsewhere. */
const afterJump = ' after a jump'

export const pamExec: Persistence = {
  id: 'pam-exec',
  summary: { zh: 'PAM 执行程序(pam_exec)或加载非标准路径模块', en: 'PAM runs a program (pam_exec) or loads a module from an odd path' },
  techniques: ['T1556.003'],
  references: ['man:pam.d(5)', 'man:pam_exec(8)'],
  platform: 'linux',
  *list(host) {
    yield* entriesIn(
      host,
      places(['/etc/pam.d/*', '/etc/pam.conf', '/usr/lib/pam.d/*']),
      { kind: this.id, trigger: 'login' },
      function* (bytes, file) {
        const jumping = new Set<string>()
        for (const { number, text, span, type, control, module, arguments: given } of pamRules(bytes, file.name === 'pam.conf')) {
          const odd = module.includes('/') && !securityDirectory.test(module)
          const when = `${type} ${control}${jumping.has(type) ? afterJump : ''}`
          if (runner.test(module)) yield { number, text, span, name: module, when, command: programOf(given) }
          else if (odd) yield { number, text, span, name: module, when, command: `${module} ${given}`.trim() }
          if (/=\d/.test(control)) jumping.add(type)
        }
      },
    )
  },
  disarm: disarmEntry,
}

/** The program and its arguments; what was given, when no program is named. */
function programOf(given: string): string {
  const words = given.trim().split(/\s+/)
  const at = words.findIndex(word => !option.test(word))
  return at < 0 ? given : words.slice(at).join(' ')
}
