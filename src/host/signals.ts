// Signals that reach the process that is meant and no other: by pidfd, or where there is none with a stop before the last look.
import { textOf } from '../core/bytes.ts'
import type { ProcessState } from '../core/control.ts'
import { type Gap, isGap } from '../core/gap.ts'
import type { Files } from '../core/host.ts'
import type { Descriptors } from './descriptors.ts'
import { gapOfErrno } from './errno.ts'
import { gone, isStill } from './process-table.ts'
import { errno, type Sys } from './sys.ts'

export const signal = { hangUp: 1, kill: 9, continue: 18, stop: 19 } as const

export type Signaller = ReturnType<typeof signaller>

export function signaller(sys: Sys, at: Descriptors, files: Files) {
  return (was: ProcessState, number: number, running: 'the same program' | 'any program' = 'the same program'): Gap | undefined => {
    const fd = sys.call('pidfd_open', was.pid, 0)
    if (-fd === errno.ENOSYS) return withoutPidfd(was, number)
    if (fd < 0) return -fd === errno.ESRCH ? gone(was.pid) : gapOfErrno(`process ${was.pid}`, -fd)
    try {
      // The descriptor is bound to one process. If the pid is `was` now, it was so when it was opened: a pid is given again only later.
      const drift = isStill(files, was, running)
      if (drift !== undefined) return drift
      const sent = sys.call('pidfd_send_signal', fd, number, 0, 0)
      return sent < 0 ? gapOfErrno(`process ${was.pid}`, -sent) : undefined
    } finally {
      at.close(fd)
    }
  }

  /** A stopped process does not end by itself, so its pid cannot become another's between the look and the signal. */
  function withoutPidfd(was: ProcessState, number: number): Gap | undefined {
    const before = isStill(files, was)
    if (before !== undefined) return before
    sys.call('kill', was.pid, signal.stop)
    const drift = isStill(files, was)
    const sent = sys.call('kill', was.pid, drift === undefined ? number : signal.continue)
    return drift ?? (sent < 0 ? gapOfErrno(`process ${was.pid}`, -sent) : undefined)
  }
}

/** Whether the process handles the signal itself, by a handler or by waiting for it, so that it does not end by it. */
export function handles(files: Files, pid: number, number: number): boolean {
  const status = files.read(`/proc/${pid}/status`)
  const text = isGap(status) ? '' : textOf(status.bytes)
  const masks = [...text.matchAll(/^Sig(?:Cgt|Blk):\s*([0-9a-f]{1,32})$/gm)].map(match => BigInt(`0x${match[1]}`))
  return masks.some(mask => ((mask >> BigInt(number - 1)) & 1n) === 1n)
}
