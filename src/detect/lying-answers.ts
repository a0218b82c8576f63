// libc answers otherwise than the kernel: something between the two hides files or processes.
import { type Detector, say } from '../core/detector.ts'
import { type EntityId, entity } from '../core/entity.ts'
import type { Process } from '../core/facts/process.ts'
import { evidence } from '../core/finding.ts'
import type { Discrepancy } from '../core/host.ts'
import { some } from '../core/some.ts'

/** Tools that give one program another file tree on purpose: then every answer differs, and nobody lies. */
const otherTree = /fakechroot|libsandbox|proot|libcowdancer/

const confidences = { list: 0.95, stat: 0.9, read: 0.75 } as const

export const lyingAnswers: Detector = {
  id: 'lying-answers',
  summary: { zh: '系统库的回答与内核不一致', en: "libc's answers differ from the kernel's" },
  techniques: ['T1014', 'T1574.006'],
  references: ['man:getdents(2)', 'https://github.com/gianlucaborello/libprocesshider'],
  needs: ['discrepancies'],
  *detect({ discrepancies, processes, self }) {
    if (self.some(own => [...own.environment, ...own.foreign].some(text => otherTree.test(text)))) return
    for (const lie of discrepancies) {
      if (lie.source === 'list' && lie.hidden.length === 0) continue
      const hidden = some(subjects(lie, processes))
      const names = lie.hidden.slice(0, 5).join(', ')
      yield say(this, {
        title: {
          zh: lie.source === 'read' ? `${lie.path} 的内容被篡改后才呈现` : `${lie.path} 中有内容被隐藏${names && `:${names}`}`,
          en:
            lie.source === 'read'
              ? `the content of ${lie.path} is falsified on reading`
              : `${lie.path} hides something${names && `: ${names}`}`,
        },
        about: hidden ?? [entity('file', lie.path)],
        evidence: [evidence('host', lie.path, `${lie.detail}${lie.hidden.length > 0 ? `: ${lie.hidden.join(', ')}` : ''}`)],
        severity: lie.source === 'read' ? 'high' : 'critical',
        confidence: confidences[lie.source],
        class: 'concealment',
        signal: 'intrusion',
        why: {
          zh: '直接系统调用能看到的东西,经系统库却看不到,且多次比对结果一致。正常系统不会如此:用户态 rootkit(如 ld.so.preload)正在隐藏它。',
          en: 'The raw system call shows, time and again, what libc does not. No healthy system does that: a user-mode rootkit hides it.',
        },
      })
    }
  },
}

/** Hidden pids are processes, other hidden names are files. */
function subjects({ path, hidden }: Discrepancy, processes: readonly Process[]): readonly EntityId[] {
  return hidden.map(name => {
    const process = path === '/proc' ? processes.find(({ pid }) => String(pid) === name) : undefined
    return process?.id ?? entity('file', path === '/' ? `/${name}` : `${path}/${name}`)
  })
}
