// A GPU held by a program from an odd place, or by one already accused.
import { type Detector, say } from '../core/detector.ts'
import { evidence } from '../core/finding.ts'
import { exeText, isProgram, labelOf } from './process-words.ts'
import { isSuspectProgram } from './program-place.ts'

export const gpuUnknown: Detector = {
  id: 'gpu-unknown',
  summary: { zh: '来历可疑的进程占用 GPU', en: 'a process of doubtful origin holds a GPU' },
  techniques: ['T1496.001'],
  references: ['https://docs.kernel.org/gpu/drm-uapi.html'],
  needs: ['gpu', 'processes'],
  *detect({ gpu, processes }, _intel, leads) {
    for (const process of processes) {
      if (!isProgram(process) || !(leads.has(process.id) || isSuspectProgram(process))) continue
      const devices = gpu.filter(use => use.process === process.id).map(use => use.device)
      const [first] = devices
      if (first === undefined) continue
      yield say(this, {
        title: {
          zh: `可疑进程 ${labelOf(process)} 占用 GPU:${devices.join('、')}`,
          en: `suspicious process ${labelOf(process)} holds a GPU: ${devices.join(', ')}`,
        },
        about: [process.id],
        evidence: [evidence('proc', `/proc/${process.pid}/fd`, `${devices.join(' ')} · ${exeText(process)}`)],
        severity: 'medium',
        confidence: 0.5,
        class: 'demand',
        signal: 'mining',
        why: {
          zh: '正规计算程序由软件包、容器镜像或虚拟环境安装;临时目录或已被指认的程序占用显卡多为显卡挖矿。',
          en: 'Honest computing is installed by packages, images or environments; a GPU held from a temporary place is usually mining.',
        },
      })
    }
  },
}
