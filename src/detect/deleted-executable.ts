// A process whose program file is gone: deleted after the start, or never on disk (memfd).
import { type Detector, say } from '../core/detector.ts'
import type { Process } from '../core/facts/process.ts'
import { evidence } from '../core/finding.ts'

/** Homes of packaged programs: deleted there usually means that the package was upgraded under a running service. */
const upgraded = /^\/(usr|opt|lib|lib64|bin|sbin|snap|nix)\//

export const deletedExecutable: Detector = {
  id: 'deleted-executable',
  summary: { zh: '进程的程序文件已被删除或只存在于内存', en: 'the program file of a process is deleted or only in memory' },
  techniques: ['T1070.004', 'T1620'],
  references: ['man:memfd_create(2)', 'man:proc_pid_exe(5)'],
  needs: ['processes'],
  *detect({ processes }) {
    for (const process of processes) {
      const exe = process.exe
      if (exe === undefined || !(exe.deleted || exe.memfd)) continue
      if (!exe.memfd && upgraded.test(exe.path)) continue
      yield say(this, {
        title: exe.memfd
          ? {
              zh: `进程 ${process.pid}(${process.name})只在内存中运行`,
              en: `process ${process.pid} (${process.name}) runs from memory only`,
            }
          : {
              zh: `进程 ${process.pid}(${process.name})的程序文件已被删除`,
              en: `the program of process ${process.pid} (${process.name}) was deleted`,
            },
        about: [process.id],
        evidence: [evidence('proc', `/proc/${process.pid}/exe`, describe(process))],
        severity: 'medium',
        confidence: exe.memfd ? 0.6 : 0.5,
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

function describe({ exe, argv }: Process): string {
  return `${exe?.path ?? ''}${exe?.deleted ? ' (deleted)' : ''} · ${argv.join(' ')}`
}
