// A process that claims to be a well-known service while its program is another one somewhere else.
import { type Detector, say } from '../core/detector.ts'
import type { Process } from '../core/facts/process.ts'
import { argvEvidence, baseName, exeEvidence, exeText, isProgram, labelOf } from './process-words.ts'
import { isInterpreter, isPackagedPlace, isSuspectProgram, scriptOf } from './program-place.ts'

/** Titles that only these programs give themselves (setproctitle) or are started by, and the file names that may bear them. */
const claims: readonly { readonly title: RegExp; readonly exe: RegExp }[] = [
  { title: /^php-fpm: (?:pool|master)/, exe: /php-fpm|php\d*-?fpm|frankenphp|litespeed|lsphp/ },
  { title: /^nginx: (?:master|worker|cache)/, exe: /nginx|openresty|tengine|angie|passenger/i },
  { title: /^(?:sshd(?:-session|-auth)?: |(?:\/usr)?\/sbin\/sshd(?:\s|$))/, exe: /sshd|dropbear/ },
  { title: /^(?:\/usr)?\/sbin\/(?:httpd|apache2)(?:[\s.]|$)/, exe: /httpd|apache2/ },
  { title: /^postgres: /, exe: /postgres|postmaster/ },
  { title: /^(?:\/usr)?\/s?bin\/(?:crond?|anacron|atd)(?:\s|$)/, exe: /cron|atd|busybox/ },
  {
    title: /^(?:\/usr)?\/s?bin\/(?:rsyslogd|syslogd|dbus-daemon|agetty|NetworkManager)(?:\s|$)/,
    exe: /syslog|dbus|agetty|NetworkManager|busybox/,
  },
  { title: /^(?:\/usr)?\/lib\/systemd\/systemd/, exe: /^systemd|^init$/ },
  { title: /^-(?:ba|da|z|k|a)?sh(?:\s|$)/, exe: /sh$|busybox|toybox/ },
]

/** Translators of foreign machine code and multi-call programs run others under the others' names. */
const carriers = /^(?:rosetta|qemu-.*|box64|fex.*|busybox|toybox|proot|ld-linux.*|ld-musl.*)$/i

/** Services whose bare name as comm means the program of that name. */
const services =
  /^(?:systemd(?:-[a-z]+)?|init|sshd|crond?|atd|rsyslogd|dbus-daemon|agetty|NetworkManager|polkitd|auditd|irqbalance|chronyd|ntpd|containerd|dockerd|snapd|httpd|apache2|nginx|mysqld|php-fpm|udevd|acpid|bash|sh|top|ps|java|python3?|node)$/

export const nameMasquerade: Detector = {
  id: 'name-masquerade',
  summary: { zh: '进程自称知名服务,程序文件却在别处', en: 'a process claims to be a well-known service but its program lies elsewhere' },
  techniques: ['T1036.005', 'T1036.011'],
  references: ['man:proc_pid_cmdline(5)', 'man:setproctitle(3bsd)'],
  needs: ['processes'],
  *detect({ processes }) {
    for (const process of processes) {
      if (!isProgram(process) || process.exe === undefined) continue
      const claim = claimOf(process)
      if (claim === undefined) continue
      const sure = isSuspectProgram(process) || claim.byTitle
      yield say(this, {
        title: {
          zh: `进程 ${process.pid} 自称 ${claim.name},实际程序是 ${exeText(process)}`,
          en: `process ${process.pid} claims to be ${claim.name}; its program is ${exeText(process)}`,
        },
        about: [process.id],
        evidence: [exeEvidence(process), argvEvidence(process)],
        severity: sure ? 'high' : 'low',
        confidence: isSuspectProgram(process) ? 0.7 : claim.byTitle ? 0.6 : 0.3,
        class: 'concealment',
        signal: 'intrusion',
        why: {
          zh: `进程名和命令行可随意改写,/proc/PID/exe 不能;两者不符说明 ${labelOf(process)} 在伪装。`,
          en: `Name and command line can be set to anything, /proc/PID/exe cannot; where they differ, ${labelOf(process)} is in disguise.`,
        },
      })
    }
  },
}

function claimOf(process: Process): { name: string; byTitle: boolean } | undefined {
  const { argv, name, exe } = process
  const file = baseName(exe?.path ?? '')
  if (exe === undefined || carriers.test(file)) return undefined
  const title = argv.join(' ').trimStart()
  const script = scriptOf(process)
  const claim = claims.find(c => c.title.test(title))
  if (claim !== undefined) {
    if (claim.exe.test(file)) return isSuspectProgram(process) ? { name: title.split(' ', 1)[0] ?? title, byTitle: true } : undefined
    // A wrapper or multi-call program of a package may start a service under the service's own name.
    const foreign = !isPackagedPlace(exe.path) || (isInterpreter(exe.path) && script === undefined)
    return foreign ? { name: title.slice(0, 40).trimEnd(), byTitle: true } : undefined
  }
  if (isPackagedPlace(exe.path) || isInterpreter(exe.path)) return undefined
  const called = [name, baseName(argv[0] ?? '')].find(n => services.test(n))
  if (called === undefined) return undefined
  if (called !== file.slice(0, 15) && called !== file) return { name: called, byTitle: false }
  return isSuspectProgram(process) ? { name: called, byTitle: false } : undefined
}
