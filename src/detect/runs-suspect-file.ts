// Processes that run an accused file: as their program, or as the script their interpreter was given.
import { type Detector, say } from '../core/detector.ts'
import { entity } from '../core/entity.ts'
import type { Process } from '../core/facts/process.ts'
import { some } from '../core/some.ts'
import { leadPaths } from './lead-paths.ts'
import { exeEvidence, isProgram } from './process-words.ts'
import { scriptOf } from './program-place.ts'

const mostTold = 200

export const runsSuspectFile: Detector = {
  id: 'runs-suspect-file',
  summary: { zh: '进程正在运行已被指控的程序或脚本', en: 'processes run an accused program or script' },
  techniques: ['T1059'],
  references: ['https://attack.mitre.org/techniques/T1059/'],
  needs: ['processes', 'files'],
  *detect(facts, _intel, leads) {
    const suspects = leadPaths(facts, leads)
    const accused = facts.processes.flatMap(process => {
      const path = isProgram(process) ? fileOf(process) : undefined
      return path !== undefined && suspects.get(path) === entity('file', path) ? [{ process, path }] : []
    })
    for (const [path, runners] of Map.groupBy(accused, ({ path }) => path)) {
      const told = runners.slice(0, mostTold).map(({ process }) => process)
      const [first] = told
      if (first === undefined) continue
      const count = runners.length
      yield say(this, {
        title: {
          zh: `${count} 个进程正在运行可疑的 ${path}`,
          en: `${count === 1 ? 'a process runs' : `${count} processes run`} the suspect ${path}`,
        },
        about: [first.id, ...told.slice(1).map(p => p.id), entity('file', path)],
        evidence: some(told.map(exeEvidence)) ?? [exeEvidence(first)],
        severity: 'medium',
        confidence: 0.5,
        class: 'provenance',
        signal: 'intrusion',
        why: {
          zh: '文件本身已有其他证据指控,进程正在执行它;只移走文件不会让进程停下。',
          en: 'Other findings accuse the file itself, and these processes carry it out: taking the file away does not stop them.',
        },
      })
    }
  },
}

/** Its script when it has one, else its program; undefined where the path is of another root and says nothing of the host's files. */
function fileOf(process: Process): string | undefined {
  if (process.container !== undefined || process.root !== undefined) return undefined
  const script = scriptOf(process)
  if (script === undefined) return process.exe?.memfd === false ? process.exe.path : undefined
  return script.startsWith('/') ? script : `${process.cwd ?? ''}/${script.replace(/^\.\//, '')}`
}
