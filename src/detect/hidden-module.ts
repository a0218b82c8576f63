// A kernel module that one of the kernel's own lists leaves out: how kernel rootkits hide.
import { type Detector, say } from '../core/detector.ts'
import type { KernelModule } from '../core/facts/system.ts'
import { evidence } from '../core/finding.ts'

const sources = { proc: '/proc/modules', sys: '/sys/module', kallsyms: '/proc/kallsyms' } as const

export const hiddenModule: Detector = {
  id: 'hidden-module',
  summary: { zh: '内核模块在部分列表中缺失', en: 'a kernel module is missing from a list it belongs in' },
  techniques: ['T1014', 'T1547.006'],
  references: ['man:proc_modules(5)', 'https://github.com/m0nad/Diamorphine'],
  needs: ['modules'],
  *detect({ modules, gaps }) {
    const unread = new Set(gaps.map(({ source }) => source))
    // kallsyms is no list every module must be in: one without function symbols is not.
    const views = (['proc', 'sys'] as const).filter(view => !unread.has(sources[view]))
    for (const module of modules) {
      const missing = views.filter(view => !module.seenBy.includes(view))
      if (missing.length === 0) continue
      const seen = module.seenBy.map(view => sources[view])
      const lacking = missing.map(view => sources[view])
      const certain = missing.includes('proc')
      yield say(this, {
        title: {
          zh: `内核模块 ${module.name} 被隐藏:${lacking.join('、')} 中没有它`,
          en: `kernel module ${module.name} is hidden: ${lacking.join(' and ')} leave it out`,
        },
        about: [module.id],
        evidence: [
          evidence('proc', placeOf(module), `${module.name} ${module.taint} · in ${seen.join(', ')} · not in ${lacking.join(', ')}`),
        ],
        severity: certain ? 'high' : 'medium',
        confidence: certain ? 0.85 : 0.5,
        class: 'concealment',
        signal: 'intrusion',
        why: {
          zh: '已加载的模块应同时出现在各个列表中。两次读取结果一致地缺失,说明模块把自己从链表中摘除——这是内核级 rootkit 的典型做法。',
          en: 'A loaded module stands in every list. One that is missing in two readings has unlinked itself, as kernel rootkits do.',
        },
      })
    }
  },
}

function placeOf({ name, seenBy }: KernelModule): string {
  if (seenBy.includes('sys')) return `/sys/module/${name}/initstate`
  return seenBy.includes('proc') ? '/proc/modules' : '/proc/kallsyms'
}
