// The kernel pipes core dumps into a program of unknown origin: it is started as root by any crash.
import { type Detector, say } from '../core/detector.ts'
import { entity } from '../core/entity.ts'
import { evidence } from '../core/finding.ts'
import { isOddPlaceForProgram } from '../parse/places.ts'

const locator = '/proc/sys/kernel/core_pattern'
const ordinary =
  /^(?:\/usr)?(?:\/local)?\/(?:s?bin|lib(?:64|exec)?|share)\/(?:.*\/)?(?:apport|systemd-coredump|abrt[-\w]*|false|true|cat|dd|core_?dump[-\w]*|crash[-_]?\w*|core[-_]?collector[-\w]*|kdump[-\w]*|corehandler[-\w]*)$|^\/wsl-capture-crash$/
/** A layer of a container as the host sees it: the path by which an escape through core_pattern names its program. */
const layer = /\/overlay2?\/[^/]+\/(?:diff|merged)\/|\/snapshots\/\d+\/fs\//

export const corePatternPipe: Detector = {
  id: 'core-pattern-pipe',
  summary: { zh: '内核崩溃转储管道指向异常程序', en: 'core dumps are piped into an odd program' },
  techniques: ['T1546', 'T1611'],
  references: ['man:core(5)'],
  needs: ['kernel'],
  *detect({ kernel }) {
    for (const { corePattern } of kernel) {
      const program = /^\|\s*(\S+)/.exec(corePattern)?.[1]
      if (program === undefined) continue
      const escaped = layer.test(program)
      const odd = escaped || isOddPlaceForProgram(program) || !program.startsWith('/')
      if (!odd && ordinary.test(program)) continue
      yield say(this, {
        title: { zh: `崩溃转储被送入程序 ${program}`, en: `core dumps are piped into ${program}` },
        about: [entity('file', program)],
        evidence: [evidence('proc', locator, corePattern)],
        severity: odd ? 'high' : 'low',
        confidence: escaped ? 0.9 : odd ? 0.75 : 0.2,
        class: 'persistence',
        signal: 'intrusion',
        why: {
          zh: 'core_pattern 以“|”开头时,任何进程崩溃都会让内核以 root 身份启动该程序,可用于驻留,也可用于容器逃逸。',
          en: 'With a leading "|" the kernel starts that program as root whenever anything crashes: a way to persist, and out of containers.',
        },
      })
    }
  },
}
