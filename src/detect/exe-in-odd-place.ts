// A program or script that runs from a place where ordinary programs do not lie.
import { type Detector, say } from '../core/detector.ts'
import type { Process } from '../core/facts/process.ts'
import type { Severity } from '../core/finding.ts'
import type { Text } from '../core/text.ts'
import { argvEvidence, exeEvidence, isProgram, labelOf } from './process-words.ts'
import { isRuntimeMemfd, type Oddness, oddnessOf, scriptOf } from './program-place.ts'

/** Servers that no login started and that have no reason to start programs in /tmp. */
const servers =
  /^(?:cron|crond|atd|anacron|nginx|apache2|httpd|php-fpm[\d.]*|redis-server|postgres|postmaster|mysqld|mariadbd|mongod|sshd)$/

const places: Readonly<Record<Oddness, Text>> = {
  memory: { zh: '内存文件系统', en: 'a file system in memory' },
  concealed: { zh: '隐藏目录', en: 'a hidden directory' },
  temporary: { zh: '临时目录', en: 'a temporary directory' },
  hidden: { zh: '不常见的隐藏目录', en: 'a hidden directory of an unfamiliar name' },
  build: { zh: '构建工具的临时目录', en: 'a temporary directory of a build tool' },
  data: { zh: '只该存放数据的目录', en: 'a directory meant for data only' },
}

export const exeInOddPlace: Detector = {
  id: 'exe-in-odd-place',
  summary: { zh: '程序从临时、隐藏或不该有程序的目录运行', en: 'a program runs from a temporary, hidden or data-only directory' },
  techniques: ['T1564.001', 'T1036.005'],
  references: ['man:hier(7)', 'man:file-hierarchy(7)'],
  needs: ['processes'],
  *detect({ processes }) {
    const byId = new Map(processes.map(p => [p.id, p]))
    for (const process of processes) {
      const { exe } = process
      if (!isProgram(process) || exe === undefined || (exe.memfd && isRuntimeMemfd(exe.path))) continue
      const script = scriptOf(process)
      const own = exe.memfd ? undefined : oddnessOf(exe.path)
      const oddness = own ?? (script?.startsWith('/') ? oddnessOf(script) : undefined)
      if (oddness === undefined) continue
      const { severity, confidence } = weigh(oddness, own === undefined, startedByServer(process, byId))
      const place = places[oddness]
      yield say(this, {
        title: {
          zh: `进程 ${labelOf(process)} 的${own === undefined ? '脚本' : '程序'}位于${place.zh}`,
          en: `the ${own === undefined ? 'script' : 'program'} of process ${labelOf(process)} lies in ${place.en}`,
        },
        about: [process.id],
        evidence: [own === undefined ? argvEvidence(process) : exeEvidence(process)],
        severity,
        confidence,
        class: 'provenance',
        signal: 'intrusion',
        why: {
          zh: '挖矿程序常落在任何人可写或不显眼的目录,软件包从不把常驻程序装在那里。',
          en: 'Miners are dropped where anyone may write or nobody looks; packages never install lasting programs there.',
        },
        whyNot: oddness === 'build' ? buildReason : undefined,
      })
    }
  },
}

const buildReason: Text = {
  zh: '该路径符合构建工具或 AppImage 的习惯用法,单凭位置不足为据。',
  en: 'The path is one that build tools or AppImages use; the place alone proves nothing.',
}

function weigh(oddness: Oddness, isScript: boolean, byServer: boolean): { severity: Severity; confidence: number } {
  if (oddness === 'build') return { severity: 'low', confidence: 0.1 }
  // Owners do keep scripts of their own in /tmp and straight in /etc.
  if (isScript && (oddness === 'temporary' || oddness === 'data')) return { severity: 'low', confidence: 0.25 }
  if (oddness === 'hidden' || (oddness === 'temporary' && !byServer)) return { severity: 'low', confidence: 0.3 }
  return { severity: 'medium', confidence: isScript ? 0.4 : 0.5 }
}

/** Left alone as a daemon, or with a server that runs unattended among its nearest ancestors, and no login behind it. */
function startedByServer(process: Process, byId: ReadonlyMap<string, Process>): boolean {
  if (process.loginUid !== undefined && process.ppid !== 1) return false
  if (process.ppid === 1) return !process.cgroup.some(line => /\/user\.slice\//.test(line))
  let ancestor = process.parent === undefined ? undefined : byId.get(process.parent)
  for (let i = 0; i < 3 && ancestor !== undefined; i++) {
    if (servers.test(ancestor.name)) return true
    ancestor = ancestor.parent === undefined ? undefined : byId.get(ancestor.parent)
  }
  return false
}
