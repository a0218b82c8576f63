// Files of /proc and /sys: values of the kernel, changed by one plain write and read back.

import { sameBytes } from '../core/bytes.ts'
import type { FileState } from '../core/control.ts'
import { type Gap, gap, isGap } from '../core/gap.ts'
import type { Descriptors } from './descriptors.ts'
import { gapOfErrno } from './errno.ts'
import { type Directory, digestOf, type Held, stateOf, withDirectory, withFile } from './held-file.ts'
import { openFlags } from './open-flags.ts'

/** No value of the kernel is longer than a page. */
const largest = 4096

export function pseudoFiles(at: Descriptors, root: number) {
  const holding = <T>(path: string, act: (held: Held, dir: Directory) => T | Gap): T | Gap =>
    withDirectory(at, root, path, (dir, name) => withFile(at, dir, name, path, held => act(held, dir)))
  const read = (held: Held, path: string): Uint8Array | Gap => {
    const bytes = at.read(held.fd, largest)
    return typeof bytes === 'number' ? gapOfErrno(path, -bytes) : bytes
  }
  return {
    capture(path: string, max: number): { readonly state: FileState; readonly bytes: Uint8Array } | Gap {
      return holding(path, (held, dir) => {
        const found = stateOf(at, held, dir, path, max)
        if (isGap(found)) return found
        // The directory's times are the kernel's business.
        const { folder: _, ...state } = found.state
        return { state, bytes: found.bytes }
      })
    },
    /** Inode numbers come and go here, so the value alone must be as it was. */
    rewrite(was: FileState, bytes: Uint8Array): Gap | undefined {
      const { path } = was
      if (bytes.length > largest) return gap(path, 'capped', 'too long for a value of the kernel')
      return holding(path, held => {
        if (held.isLink) return gap(path, 'unsupported', 'is a symlink')
        const before = read(held, path)
        if (isGap(before)) return before
        if (sameBytes(before, bytes)) return undefined
        if (digestOf(before) !== was.sha256) return gap(path, 'tampered', 'is no longer the value this was planned on')
        const fd = at.reopen(held.fd, openFlags.writeOnly)
        if (fd < 0) return gapOfErrno(path, -fd)
        try {
          const written = at.writeOnce(fd, bytes)
          if (written < 0) return gapOfErrno(path, -written)
        } finally {
          at.close(fd)
        }
        const after = read(held, path)
        if (isGap(after)) return after
        return sameBytes(after, bytes) ? undefined : gap(path, 'unsupported', 'the kernel made another value of it')
      })
    },
  }
}
