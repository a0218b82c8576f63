// A mount that lies over /proc/PID and so shows something else in a process's place.
import { type Detector, say } from '../core/detector.ts'
import { entity } from '../core/entity.ts'
import { evidence } from '../core/finding.ts'
import { exeText, labelOf } from './process-words.ts'

export const procOvermount: Detector = {
  id: 'proc-overmount',
  summary: { zh: '有挂载覆盖在 /proc/PID 上,掩盖真实进程', en: 'a mount over /proc/PID covers the real process' },
  techniques: ['T1564.013'],
  references: ['man:mount(8)', 'man:proc_pid_mountinfo(5)'],
  needs: ['processes', 'mounts'],
  *detect({ processes, mounts }) {
    const why = {
      zh: '没有正常软件会在 /proc/PID 上挂载;这是不用 rootkit 就能让 ps、top 看不到进程的手法。',
      en: 'No honest software mounts anything there; it hides a process from ps and top without a rootkit.',
    }
    const covered = new Set<string>()
    for (const process of processes) {
      if (!process.overmounted) continue
      covered.add(String(process.pid))
      yield say(this, {
        title: {
          zh: `进程 ${labelOf(process)} 的 /proc 目录被挂载覆盖`,
          en: `a mount covers the /proc directory of process ${labelOf(process)}`,
        },
        about: [process.id],
        evidence: [evidence('proc', '/proc/self/mountinfo', `/proc/${process.pid} · ${exeText(process)} · ${process.argv.join(' ')}`)],
        severity: 'high',
        confidence: 0.95,
        class: 'concealment',
        signal: 'intrusion',
        why,
      })
    }
    for (const { target, source, type } of mounts) {
      const pid = /^\/proc\/([1-9]\d*)(?:\/|$)/.exec(target)?.[1]
      if (pid === undefined || covered.has(pid)) continue
      covered.add(pid)
      yield say(this, {
        title: { zh: `${target} 上残留挂载,该进程已不存在`, en: `a mount is left on ${target}, whose process is gone` },
        about: [entity('file', target)],
        evidence: [evidence('proc', '/proc/self/mountinfo', `${source} on ${target} type ${type}`)],
        severity: 'medium',
        confidence: 0.6,
        class: 'concealment',
        signal: 'intrusion',
        why,
      })
    }
  },
}
