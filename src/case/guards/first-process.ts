// Pid 1 and kernel threads: without them there is no host.
import { type Guard, ofProcesses } from './guard.ts'

export const firstProcess: Guard = {
  id: 'first-process',
  summary: { zh: '不触碰 1 号进程与内核线程', en: 'pid 1 and kernel threads are left alone' },
  refuse: ofProcesses(({ pid, kernelThread }) => {
    if (pid > 1 && Number.isSafeInteger(pid) && !kernelThread) return undefined
    return kernelThread
      ? { zh: `${pid} 是内核自己的线程,无法也不应结束。`, en: `${pid} is a thread of the kernel itself; it cannot and must not be ended.` }
      : { zh: '1 号进程一旦停止,整台主机就会停止。', en: 'Without process 1 the whole host stops.' }
  }),
}
