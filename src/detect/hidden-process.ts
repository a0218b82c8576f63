// A process that the listing of /proc leaves out.
import { type Detector, say } from '../core/detector.ts'
import type { Process } from '../core/facts/process.ts'
import { evidence } from '../core/finding.ts'
import { exeText, labelOf } from './process-words.ts'

export const hiddenProcess: Detector = {
  id: 'hidden-process',
  summary: { zh: '进程被从 /proc 列表中隐藏', en: 'a process is hidden from the listing of /proc' },
  techniques: ['T1014', 'T1564'],
  references: ['man:pidfd_open(2)', 'man:proc(5)'],
  needs: ['processes'],
  *detect({ processes }) {
    for (const process of processes) {
      if (process.seenBy.includes('list') || process.seenBy.length === 0) continue
      yield say(this, {
        title: { zh: `隐藏进程 ${labelOf(process)}`, en: `hidden process ${labelOf(process)}` },
        about: [process.id],
        evidence: [evidence('proc', `/proc/${process.pid}`, `${views(process)} · ${exeText(process)} · ${process.argv.join(' ')}`)],
        severity: 'high',
        confidence: 0.95,
        class: 'concealment',
        signal: 'intrusion',
        why: {
          zh: '它在三次复查中始终存在且启动时间不变,/proc 列表却始终没有它:内核或库函数被篡改。',
          en: 'It was there with the same start time at three checks, and no listing of /proc showed it: kernel or library were tampered with.',
        },
      })
    }
  },
}

function views({ seenBy }: Process): string {
  return `seen by ${seenBy.join(', ')}; not in readdir(/proc)`
}
