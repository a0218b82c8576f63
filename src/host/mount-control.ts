// Taking mounts off /proc/PID and putting them back: by raw system calls, and on no other place.
import { bytesOf, concat } from '../core/bytes.ts'
import type { MountControl } from '../core/control.ts'
import { type Gap, gap, isGap } from '../core/gap.ts'
import { parseMountinfo } from '../parse/proc/mountinfo.ts'
import { gapOfErrno } from './errno.ts'
import { rawFiles } from './raw-files.ts'
import type { Sys } from './sys.ts'

/** MNT_DETACH | UMOUNT_NOFOLLOW */
const lazily = 2 | 8
const bindMount = 4096
const place = /^\/proc\/[1-9]\d*(?:\/[\w./-]+)?$/
/** More than this on one place is no hiding but an attack on whoever takes them off. */
const mostLayers = 100

export function mountControl(sys: Sys): MountControl {
  const files = rawFiles(sys, 'host')
  const pathOf = (text: string): Uint8Array => concat([bytesOf(text), Uint8Array.of(0)])
  const on = (target: string): readonly string[] | Gap => {
    if (!place.test(target) || target.split('/').includes('..')) return gap(target, 'denied', 'is no place in /proc that hides a process')
    const content = files.read('/proc/self/mountinfo', 8 << 20)
    if (isGap(content)) return content
    return parseMountinfo(content.bytes).flatMap(m => (m.target === target ? [`${m.source} ${m.root} ${m.type}`] : []))
  }
  return {
    on,
    unmount(target) {
      for (let layers = 0; layers < mostLayers; layers++) {
        const left = on(target)
        if (isGap(left)) return left
        if (left.length === 0) return undefined
        const path = pathOf(target)
        const done = sys.call('umount2', sys.pointer(path), lazily)
        if (done < 0) return gapOfErrno(target, -done)
      }
      return gap(target, 'timeout', 'is covered again faster than it can be uncovered')
    },
    bind(source, target) {
      const there = on(target)
      if (isGap(there)) return there
      const [from, to] = [pathOf(source), pathOf(target)]
      const done = sys.call('mount', sys.pointer(from), sys.pointer(to), 0, bindMount, 0)
      return done < 0 ? gapOfErrno(target, -done) : undefined
    },
  }
}
