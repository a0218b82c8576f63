// Where libc and the kernel gave different answers to the same question while everything else was collected: runs last.
import type { Collector } from '../core/collector.ts'

export const discrepancies: Collector = {
  id: 'discrepancies',
  summary: { zh: '库函数与系统调用结果不一致之处', en: "differences between libc's answers and the kernel's" },
  techniques: ['T1014', 'T1574.006'],
  references: ['man:getdents(2)', 'man:ld.so(8)'],
  gives: ['discrepancies'],
  needs: [],
  *collect(host) {
    for (const row of host.volatile?.discrepancies() ?? []) yield ['discrepancies', row]
  },
}
