// A program among the system's own (/usr/bin, /sbin …) that no package brought: telling when it runs or starts in disguise.
import { type Detector, say } from '../core/detector.ts'
import type { Autostart } from '../core/facts/autostart.ts'
import type { FileFact } from '../core/facts/file.ts'
import type { Process } from '../core/facts/process.ts'
import { type Evidence, evidence, type Severity } from '../core/finding.ts'
import type { Text } from '../core/text.ts'
import { looksRandom } from '../parse/random-name.ts'
import { baseName, exeEvidence, isProgram } from './process-words.ts'

const programs = /^\/(?:usr\/)?(?:s?bin|games)\//
const libraries = /^\/(?:usr\/)?lib(?:32|64)?\/(?:[a-z0-9_]+-linux-[a-z0-9]+\/)?[^/]+$/
/** Tools whose names a stranger borrows for his command line because nobody looks twice at them. */
const familiar =
  /^(?:cat|ls|ps|top|htop|who|whoami|w|id|pwd|grep|find|echo|sleep|uptime|route|ifconfig|ip|netstat|ss|lsof|free|df|du|date|ping|tail|less|more|vi|vim|nano|awk|sed|cron|crond|sshd|syslogd|rsyslogd|udevd|systemd|init|login|getty|agetty|dhclient|gnome-terminal|su|sudo|bash|sh|dash)$/
/** Programs of many names, and those that run others under the others' names. */
const manyNames =
  /^(?:busybox|toybox|coreutils|uutils|sbase-box|ubase-box|systemd.*|qemu-.*|box64|proot|ld-.*|(?:ba|da|z|k|mk|tc|c|fi)?sh|sudo.*|doas|python.*|perl.*|node)$/i
/** More of them are the habit of whoever made the machine: an image put together by copying. */
const mostIdle = 10

interface Use {
  readonly processes: readonly Process[]
  readonly entries: readonly Autostart[]
}

export const unpackagedSystemProgram: Detector = {
  id: 'unpackaged-system-program',
  summary: { zh: '系统程序目录中来历不明的程序', en: 'a program among those of the system that no package brought' },
  techniques: ['T1036.005', 'T1543'],
  references: ['man:hier(7)', 'https://attack.mitre.org/techniques/T1036/005/'],
  needs: ['files', 'processes', 'autostarts'],
  *detect({ files, processes, autostarts }) {
    // On a merged system one program is reached by /bin and by /usr/bin.
    const strangers = [
      ...new Map(files.filter(isStranger).map(file => [`${file.stat.dev} ${file.stat.ino} ${baseName(file.path)}`, file])).values(),
    ]
    if (strangers.length === 0) return
    const heads = new Map(files.map(file => [file.path, file.head ?? '']))
    for (const file of strangers) {
      const use = {
        processes: processes.filter(process => isProgram(process) && process.container === undefined && runs(process, file)),
        entries: autostarts.filter(entry => entry.disabled !== true && starts(entry, file.path, heads)),
      }
      const told = weigh(file, use)
      if (told === undefined || (told.confidence <= 0.1 && strangers.length > mostIdle)) continue
      yield say(this, {
        title: {
          zh: `软件包之外的系统程序 ${file.path}(${told.what.zh})`,
          en: `no package brought the program ${file.path} (${told.what.en})`,
        },
        about: [file.id, ...use.processes.map(p => p.id), ...use.entries.map(e => e.id)],
        evidence: [
          evidence(
            'file',
            file.path,
            `elf · ${file.stat.size} bytes · owned by no package · changed ${file.stat.mtime ?? '?'}`,
            file.sha256,
          ),
          ...use.processes.map(exeEvidence),
          ...use.entries.map((entry): Evidence => evidence('autostart', `${entry.path}:${entry.line}`, entry.text)),
        ],
        severity: told.severity,
        confidence: told.confidence,
        class: told.disguise ? 'concealment' : 'provenance',
        signal: 'intrusion',
        why: {
          zh: '这些目录由软件包管理,手工安装的程序应在 /usr/local 或 /opt;木马把自己放在这里,混在系统命令之中。',
          en: 'Packages fill these directories, and what people install goes to /usr/local or /opt; malware hides here among the commands.',
        },
      })
    }
  },
}

function isStranger({ path, magic, packaged, container, elf }: FileFact): boolean {
  if (magic !== 'elf' || packaged !== 'unowned' || container !== undefined) return false
  return programs.test(path) || (libraries.test(path) && (elf?.type === 'executable' || elf?.type === 'pie'))
}

function runs({ exe }: Process, { path, stat }: FileFact): boolean {
  return exe !== undefined && !exe.memfd && (exe.path === path || (exe.ino === stat.ino && exe.dev === stat.dev))
}

/** Names it in its command, or in the script that it is. With /usr or without: on most systems both are one. */
function starts({ command, path: holder, extent }: Autostart, path: string, heads: ReadonlyMap<string, string>): boolean {
  const short = path.replace(/^\/usr(?=\/)/, '')
  return holder !== path && (mentions(command, short) || (extent === 'file' && mentions(heads.get(holder) ?? '', short)))
}

function mentions(text: string, path: string): boolean {
  for (let at = text.indexOf(path); at >= 0; at = text.indexOf(path, at + 1))
    if (!/[\w.+-]/.test(text[at + path.length] ?? ' ') && /(?:^|[^\w.])(?:\/usr)?$/.test(text.slice(Math.max(0, at - 5), at))) return true
  return false
}

interface Weight {
  readonly what: Text
  readonly severity: Severity
  readonly confidence: number
  readonly disguise: boolean
}

function weigh({ path }: FileFact, { processes, entries }: Use): Weight | undefined {
  const claim = processes.map(claimOf).find(name => name !== undefined)
  if (claim !== undefined) {
    const what = { zh: `运行时自称 ${claim}`, en: `it runs under the name ${claim}` }
    return { what, severity: 'medium', confidence: 0.6, disguise: true }
  }
  const active = processes.length > 0 || entries.length > 0
  if (libraries.test(path)) {
    if (!/\.so(?:\.|$)/.test(path)) return undefined
    const what = { zh: '程序冒充共享库', en: 'a program named like a shared library' }
    return { what, severity: active ? 'medium' : 'low', confidence: active ? 0.5 : 0.25, disguise: true }
  }
  if (looksRandom(baseName(path))) {
    const what = { zh: '随机的名字', en: 'a random name' }
    return { what, severity: active ? 'medium' : 'low', confidence: active ? 0.5 : 0.25, disguise: true }
  }
  const what = active ? { zh: '正在运行或会自启动', en: 'running, or started by itself' } : { zh: '未运行', en: 'not running' }
  return { what, severity: 'low', confidence: active ? 0.2 : 0.1, disguise: false }
}

/** The familiar tool whose name its command line bears. */
function claimOf({ argv, exe }: Process): string | undefined {
  const own = baseName(exe?.path ?? '')
  const shown = baseName((argv[0] ?? '').trim().split(/\s/, 1)[0] ?? '')
  return familiar.test(shown) && shown !== own && !manyNames.test(own) ? shown : undefined
}
