// A system command or core library whose content is no longer what its package installed.
import { type Detector, say } from '../core/detector.ts'
import type { FileFact } from '../core/facts/file.ts'
import type { Verification } from '../core/facts/system.ts'
import { evidence, type Severity } from '../core/finding.ts'
import { some } from '../core/some.ts'
import type { Text } from '../core/text.ts'
import { isOddPlaceForProgram } from '../parse/places.ts'

/** What an intruder replaces to hide processes, files, connections and jobs, or to be let in again. */
const revealing =
  /\/(?:ps|ls|dir|top|htop|ss|netstat|lsof|find|crontab|kill|pkill|pgrep|killall|pidof|fuser|lsattr|chattr|strace|who|w|last|id|stat|cat|grep|lsmod|ip|ifconfig|pstree|login|sshd|ssh|su|sudo|passwd|mount|umount|ldd|rm|systemctl|journalctl|systemd|nologin)$|\/(?:libc\.so\.6|libc-2\.|ld-linux|ld-2\.|libproc)[^/]*$/
/** Commands that their packages ship as scripts. */
const scripts = /\/(?:ldd|egrep|fgrep|zgrep|which|service|apt-key|xzgrep)$/
/** Programs that stand in for others on purpose: one binary under many names. */
const multiCall = /(?:^|\/)(?:busybox|toybox|coreutils|uutils|gnu[a-z]*)(?:$|[/-])|^\/etc\/alternatives\//

export const trojanisedCommand: Detector = {
  id: 'trojanised-command',
  summary: { zh: '系统命令或核心库的内容与软件包不符', en: 'a system command or core library differs from its package' },
  techniques: ['T1554', 'T1014'],
  references: ['https://attack.mitre.org/techniques/T1554/', 'man:dpkg(1)', 'man:rpm-verify(8)'],
  needs: ['verifications'],
  *detect({ verifications, files }) {
    const byPath = new Map(files.map(file => [file.path, file]))
    const changed = verifications.filter(v => v.result === 'modified' && !/\/security\/pam_/.test(v.path))
    const wholesale = changed.length >= 10 && changed.length * 2 > verifications.length
    for (const verification of changed) {
      const file = byPath.get(verification.path)
      const judged = judge(verification, file)
      const name = verification.path
      const copies = (verification.sameContentAt ?? []).map(path => evidence('file', path, 'holds the content recorded for the command'))
      const script = file?.magic === 'script' && file.head !== undefined ? [evidence('file', `${name}:1`, file.head.slice(0, 300))] : []
      const sums = `${verification.package}: expected ${verification.expected || 'a link'}, found ${verification.actual}`
      yield say(this, {
        title: { zh: `系统命令 ${name} 被改动(${judged.what.zh})`, en: `${name} was changed (${judged.what.en})` },
        about: [verification.file],
        evidence: some([evidence('package', name, sums), ...copies, ...script])!,
        severity: wholesale ? 'low' : judged.severity,
        confidence: wholesale ? 0.2 : judged.confidence,
        class: 'tampering',
        signal: 'intrusion',
        why: {
          zh: '入侵者替换系统命令来隐藏进程、文件和连接,此后该命令的输出不可信。',
          en: 'Intruders replace system commands to hide processes, files and connections; the output of such a command cannot be trusted.',
        },
        whyNot: wholesale ? wholesaleReason : undefined,
      })
    }
  },
}

const wholesaleReason: Text = {
  zh: '多数命令同时不符,更像是 prelink、自行编译或软件包数据库与系统不一致。',
  en: 'Most commands differ at once, which rather looks like prelinking, local builds or a package database that does not belong to this system.',
}

interface Judgement {
  readonly what: Text
  readonly severity: Severity
  readonly confidence: number
}

function judge({ path, actual, sameContentAt = [] }: Verification, file: FileFact | undefined): Judgement {
  const known = revealing.test(path)
  const link = /^symlink to (.*)$/s.exec(actual)?.[1]
  if (link !== undefined) {
    const what = { zh: `变成了指向 ${link} 的链接`, en: `now a link to ${link}` }
    if (link.startsWith('/') && isOddPlaceForProgram(link) && !multiCall.test(link)) return { what, severity: 'high', confidence: 0.85 }
    return { what, severity: 'low', confidence: 0.15 }
  }
  const isScript = file?.magic === 'script' && !scripts.test(path)
  if (isScript && sameContentAt.length > 0)
    return {
      what: { zh: '脚本冒充,原命令被改名', en: 'a script, the real command renamed' },
      severity: 'high',
      confidence: known ? 0.95 : 0.6,
    }
  if (sameContentAt.length > 0)
    return {
      what: { zh: '原命令被改名保留', en: 'the real command kept under another name' },
      severity: 'high',
      confidence: known ? 0.9 : 0.6,
    }
  if (isScript)
    return { what: { zh: '脚本取代了二进制程序', en: 'a script in place of a binary' }, severity: 'high', confidence: known ? 0.9 : 0.5 }
  if (file?.elf?.packer !== undefined)
    return { what: { zh: '被加壳程序取代', en: 'replaced by a packed program' }, severity: 'high', confidence: 0.9 }
  const what = { zh: '校验和不符', en: 'checksum differs' }
  return known ? { what, severity: 'high', confidence: 0.6 } : { what, severity: 'medium', confidence: 0.4 }
}
