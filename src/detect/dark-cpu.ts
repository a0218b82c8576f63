// The kernel counts CPU time that no visible process admits to: something computes out of sight.
import { type Detector, say } from '../core/detector.ts'
import { entity } from '../core/entity.ts'
import { evidence } from '../core/finding.ts'

/** Half a core, and more on large machines, where the sampling error of clock ticks adds up over the cores. */
const floor = 0.5
const perCore = 0.02

export const darkCpu: Detector = {
  id: 'dark-cpu',
  summary: { zh: '存在无进程认领的 CPU 占用', en: 'CPU time that no visible process admits to' },
  techniques: ['T1014', 'T1496.001'],
  references: ['man:proc_stat(5)', 'man:proc_pid_stat(5)'],
  needs: ['vitals'],
  *detect({ vitals }) {
    for (const { cores, cpuUnexplained, cpuBusy, windowMs, load } of vitals) {
      if (cpuUnexplained === undefined || cpuUnexplained < floor + perCore * cores) continue
      const dark = cpuUnexplained.toFixed(2)
      const percent = Math.round((cpuBusy ?? 0) * 100)
      yield say(this, {
        title: { zh: `有 ${dark} 个核的 CPU 时间找不到对应进程`, en: `${dark} cores are busy with what no process shows` },
        about: [entity('host', 'local')],
        evidence: [
          evidence(
            'proc',
            '/proc/stat',
            `${percent} % of ${cores} cores busy, ${dark} cores unexplained over ${windowMs ?? 0} ms, load ${load.join(' ')}`,
          ),
        ],
        severity: 'high',
        confidence: 0.7,
        class: 'concealment',
        signal: 'mining',
        why: {
          zh: '同一时间窗内,/proc/stat 的忙碌时间扣除全部可见进程(含已退出子进程)后仍有大量剩余,且多次测量取最小值依旧如此——有进程被 rootkit 隐藏。',
          en: 'In repeated windows the busy time of /proc/stat exceeds that of all visible processes, ended children included, by far: a process is hidden.',
        },
      })
    }
  },
}
