// kernel.core_pattern: the program that the kernel starts as root whenever a process crashes.
import type { Persistence } from '../core/persistence.ts'
import { disarmKernelValue, type KernelValue, kernelValueEntries } from './kernel-values.ts'

const values: readonly KernelValue[] = [
  {
    path: '/proc/sys/kernel/core_pattern',
    sysctl: 'kernel.core_pattern',
    starts: value => (value.startsWith('|') ? value.slice(1).trim() : undefined),
    harmless: 'core\n',
  },
]

export const corePattern: Persistence = {
  id: 'core-pattern',
  summary: { zh: '崩溃处理程序(kernel.core_pattern)', en: 'the crash handler (kernel.core_pattern)' },
  techniques: ['T1546'],
  references: ['man:core(5)', 'man:sysctl.d(5)'],
  platform: 'linux',
  *list(host) {
    yield* kernelValueEntries(host, this.id, values)
  },
  disarm: (entry, before) => disarmKernelValue(entry, before, values),
}
