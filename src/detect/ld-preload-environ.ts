// A process started with LD_PRELOAD or LD_AUDIT from a place where no library belongs.
import { type Detector, say } from '../core/detector.ts'
import { evidence } from '../core/finding.ts'
import { isProgram, labelOf } from './process-words.ts'
import { oddnessOf } from './program-place.ts'

export const ldPreloadEnviron: Detector = {
  id: 'ld-preload-environ',
  summary: { zh: '进程环境中的 LD_PRELOAD 指向可疑位置', en: 'LD_PRELOAD in the environment of a process points to an odd place' },
  techniques: ['T1574.006'],
  references: ['man:ld.so(8)'],
  needs: ['processes'],
  *detect({ processes }) {
    for (const process of processes) {
      if (!isProgram(process)) continue
      for (const variable of process.environ) {
        const [, name, value] = /^(LD_PRELOAD|LD_AUDIT)=(.*)$/s.exec(variable) ?? []
        const library = value?.split(/[:\s]+/).find(path => isOdd(path))
        if (library === undefined) continue
        yield say(this, {
          title: {
            zh: `进程 ${labelOf(process)} 预加载了 ${library}`,
            en: `process ${labelOf(process)} was started with ${library} preloaded`,
          },
          about: [process.id],
          evidence: [evidence('proc', `/proc/${process.pid}/environ`, `${name}=${value}`)],
          severity: 'medium',
          confidence: 0.5,
          class: 'concealment',
          signal: 'intrusion',
          why: {
            zh: '预加载库能改写任意库函数,用于隐藏进程文件或窃取口令;正常用途的库不在临时或隐藏目录。',
            en: 'A preloaded library may replace any function, to hide things or steal passwords; honest ones do not lie in temporary or hidden places.',
          },
        })
      }
    }
  },
}

function isOdd(path: string): boolean {
  const oddness = path.startsWith('/') ? oddnessOf(path) : undefined
  return oddness !== undefined && oddness !== 'build' && oddness !== 'hidden'
}
