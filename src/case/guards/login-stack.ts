// The login stack (PAM): a module or line taken away can lock everybody out, root included.
import type { Autostart } from '../../core/facts/autostart.ts'
import { type Candidate, changedPath, type Guard, removedPath } from './guard.ts'

const pam =
  /\/security\/pam_[^/]*$|\/pam_[^/]+\.so(?:\.\d+)*$|^\/(?:usr\/lib\/|etc\/)pam\.(?:d\/|conf$)|\/etc\/(?:security\/|nsswitch\.conf$)/
const nameService = /\/libnss_[^/]+\.so(?:\.\d+)*$|\/(?:ld-linux[^/]*|ld-musl[^/]*|libc|libpam(?:_misc|c)?|libcrypt)\.so(?:\.\d+)*$/

export const loginStack: Guard = {
  id: 'login-stack',
  summary: { zh: '不改动登录验证栈(PAM)与 C 库', en: 'the login stack (PAM) and the C library are not changed' },
  refuse(step) {
    const path = changedPath(step)
    if (path === undefined) return undefined
    const touches = pam.test(path) || (removedPath(step) !== undefined && nameService.test(path))
    if (!touches || asksNobody(step)) return undefined
    return {
      zh: `改动 ${path} 可能使所有人(包括 root)都无法登录;请保持一个 root 会话,重新安装所属软件包后再验证登录。`,
      en: `Changing ${path} can lock out everyone, root too: keep a root session open, reinstall the package it belongs to, then try a login.`,
    }
  },
}

/** A program that PAM runs at the opening of a session, or whose answer does not count, in a file where no rule jumps over others. */
function asksNobody({ action, detail }: Candidate): boolean {
  if (action !== 'disarm-autostart' || detail['kind'] !== 'pam-exec') return false
  const { name, when, extent } = JSON.parse(String(detail['entry'])) as Autostart
  return extent === 'entry' && /(?:^|\/)pam_exec\.so$/.test(name) && /^(?:session (?:optional|required)|\w+ optional)$/.test(when)
}
