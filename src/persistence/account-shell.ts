// Login shells that are none: look-alikes such as "/usr/sbin/nologin " with a blank, programs in odd places, odd lines of /etc/shells.
import { bytesOf, concat } from '../core/bytes.ts'
import type { Persistence } from '../core/persistence.ts'
import { parsePasswd } from '../parse/files/passwd.ts'
import { linesOf } from '../parse/lines.ts'
import { disarmEntry } from './entry.ts'
import { entriesIn, placed } from './listing.ts'
import { places } from './matching.ts'

/** Shells and placeholders of ordinary distributions, where packages put them. */
const usualShell =
  /^(?:\/(?:usr\/)?(?:local\/)?s?bin\/(?:sh|ash|bash|rbash|dash|zsh|rzsh|fish|ksh|ksh93|rksh93?|mksh|lksh|pdksh|yash|tcsh|csh|es|rc|busybox|nologin|false|true|sync|halt|shutdown|reboot|poweroff|git-shell|scponly|rssh|tmux|screen|xonsh|pwsh|nu|elvish|uucico|sftp-server|lshell|byobu|systemd-home-fallback-shell)|\/(?:usr\/)?bin\/static-sh|\/usr\/lib\/(?:openssh\/sftp-server|uucp\/uucico)|\/usr\/libexec\/openssh\/sftp-server|\/opt\/microsoft\/powershell\/[\w.]+\/pwsh|\/run\/current-system\/sw\/bin\/\w+|\/dev\/null|)$/

const harmless = '/usr/sbin/nologin'

export const accountShell: Persistence = {
  id: 'account-shell',
  summary: { zh: '账户的异常登录 Shell', en: 'odd login shells of accounts' },
  techniques: ['T1136.001', 'T1036.005'],
  references: ['man:passwd(5)', 'man:shells(5)'],
  platform: 'linux',
  *list(host) {
    const given = { kind: this.id, trigger: 'login' } as const
    yield* entriesIn(host, places(['/etc/passwd']), given, bytes =>
      placed(linesOf(bytes), parsePasswd(bytes), ({ name, shell }) =>
        usualShell.test(shell) ? undefined : { command: shell, name, user: name },
      ),
    )
    yield* entriesIn(host, places(['/etc/shells']), given, function* (bytes) {
      for (const line of linesOf(bytes)) {
        const shell = line.text.replace(/^[ \t]+/, '')
        if (shell !== '' && !shell.startsWith('#') && !usualShell.test(shell)) yield { ...line, command: shell }
      }
    })
  },
  /** The account stays, only its shell becomes /usr/sbin/nologin; a line of /etc/shells is cut out. */
  disarm(entry, before) {
    if (entry.path !== '/etc/passwd') return disarmEntry(entry, before)
    for (const { text, span } of linesOf(before)) {
      if (text.slice(0, entry.text.length) !== entry.text || !text.endsWith(`:${entry.command}`)) continue
      const end = span.start + bytesOf(text).length
      const start = end - bytesOf(entry.command).length
      return concat([before.subarray(0, start), bytesOf(harmless), before.subarray(end)])
    }
    return before
  },
}
