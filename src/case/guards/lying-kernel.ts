// Where the kernel itself lies, nothing on the running host can be cleaned: what it shows and what it does cannot be trusted.
import type { Guard } from './guard.ts'

export const lyingKernel: Guard = {
  id: 'lying-kernel',
  summary: { zh: '内核已被篡改时不做自动清除', en: 'no automatic cleaning where the kernel itself lies' },
  refuse({ action }, _facts, { kernelLies }) {
    // Cutting it off is what is left to do, and is tried from inside as well as it can be.
    if (!kernelLies || action === 'isolate-host') return undefined
    return {
      zh: '有证据表明内核在隐瞒进程或模块:此主机上看到的与所做的都不可信,自动清除可能只清掉它愿意给你看的部分。请隔离主机、留存内存与磁盘镜像、离线检查并重装。',
      en: 'The kernel hides processes or modules: what this host shows and does cannot be trusted, and cleaning would remove only what it lets you see. Isolate it, keep memory and disk images, examine them offline and rebuild.',
    }
  },
}
