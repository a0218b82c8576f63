// eBPF programs and links that the kernel has loaded.
import type { Collector } from '../core/collector.ts'
import { gap, isGap } from '../core/gap.ts'

export const bpf: Collector = {
  id: 'bpf',
  summary: { zh: '已加载的 eBPF 程序', en: 'loaded eBPF programs' },
  techniques: ['T1014'],
  references: ['man:bpf(2)'],
  gives: ['bpf'],
  needs: [],
  *collect(host) {
    const objects = host.volatile?.bpf() ?? gap('eBPF', 'unsupported', 'nothing runs on this host')
    if (isGap(objects)) yield objects
    else for (const object of objects) yield ['bpf', object]
  },
}
