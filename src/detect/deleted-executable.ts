// A process whose program file is gone: deleted after the start, or never on disk (memfd).
import { type Detector, say } from '../core/detector.ts'
import type { Executable, Process } from '../core/facts/process.ts'
import type { Severity } from '../core/finding.ts'
import type { Text } from '../core/text.ts'
import { exeEvidence, isProgram, labelOf } from './process-words.ts'
import { isPackagedPlace, isRuntimeMemfd, oddnessOf } from './program-place.ts'

export const deletedExecutable: Detector = {
  id: 'deleted-executable',
  summary: { zh: '进程的程序文件已被删除或只存在于内存', en: 'the program file of a process is deleted or only in memory' },
  techniques: ['T1070.004', 'T1620'],
  references: ['man:memfd_create(2)', 'man:proc_pid_exe(5)', 'https://nvd.nist.gov/vuln/detail/CVE-2019-5736'],
  needs: ['processes'],
  *detect({ processes }, _intel, leads) {
    for (const process of processes) {
      const { exe } = process
      if (!isProgram(process) || exe === undefined || !(exe.deleted || exe.memfd)) continue
      // Deleted where packages live usually means that the package was upgraded under a running service.
      if (!exe.memfd && isPackagedPlace(exe.path)) continue
      yield say(this, {
        title: exe.memfd
          ? { zh: `进程 ${labelOf(process)} 只在内存中运行`, en: `process ${labelOf(process)} runs from memory only` }
          : { zh: `进程 ${labelOf(process)} 的程序文件已被删除`, en: `the program of process ${labelOf(process)} was deleted` },
        about: [process.id],
        evidence: [exeEvidence(process)],
        ...weigh(exe, leads.has(process.id) || isServiceAccount(process)),
        class: 'provenance',
        signal: 'intrusion',
        why: {
          zh: '恶意程序启动后常删除自身文件或用 memfd 无文件运行,使按路径查杀失效。',
          en: 'Malware often deletes its file after the start, or runs from a memfd, so that cleaning by path finds nothing.',
        },
      })
    }
  },
}

/** Accounts of services, which have no use for programs without a file. */
function isServiceAccount({ uid }: Process): boolean {
  return (uid > 0 && uid < 1000) || uid === 65534
}

function weigh(exe: Executable, accused: boolean): { severity: Severity; confidence: number; whyNot?: Text } {
  if (exe.memfd)
    return isRuntimeMemfd(exe.path)
      ? {
          severity: 'info',
          confidence: 0.05,
          whyNot: {
            zh: '容器运行时为防 CVE-2019-5736 会把自身复制到 memfd 运行。',
            en: 'Container runtimes run from a memfd copy of themselves against CVE-2019-5736.',
          },
        }
      : // Some launchers and runtimes start from a sealed memfd too: alone it proves little.
        { severity: accused ? 'medium' : 'low', confidence: accused ? 0.6 : 0.35 }
  const oddness = oddnessOf(exe.path)
  if (oddness === 'build')
    return {
      severity: 'low',
      confidence: 0.15,
      whyNot: {
        zh: '构建和测试工具会在结束时删掉仍在运行的临时程序。',
        en: 'Build and test tools delete temporary programs that still run.',
      },
    }
  if (oddness === undefined || oddness === 'hidden')
    return {
      severity: 'low',
      confidence: 0.25,
      whyNot: {
        zh: '重新编译或自更新也会替换正在运行的文件。',
        en: 'A rebuild or self-update replaces a running file as well.',
      },
    }
  return { severity: 'medium', confidence: 0.5 }
}
