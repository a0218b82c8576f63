// Other bytes in the same inode: for files that have several names or are mounted over, whose links a new file would cut.
import type { FileState } from '../core/control.ts'
import { type Gap, gap, isGap } from '../core/gap.ts'
import type { Descriptors } from './descriptors.ts'
import { gapOfErrno } from './errno.ts'
import { contentOf, digestOf, type Held } from './held-file.ts'
import { applyMetadata, type Metadata } from './inode.ts'
import { openFlags } from './open-flags.ts'

/** Writes the bytes and cuts off the rest; the old ones come back when the disk is full. */
export function rewriteInPlace(at: Descriptors, held: Held, expected: FileState, bytes: Uint8Array, metadata: Metadata): Gap | undefined {
  const { path } = expected
  const fd = at.reopen(held.fd, openFlags.readWrite)
  if (fd < 0) return gapOfErrno(path, -fd)
  try {
    const before = contentOf(at, { ...held, fd }, path, expected.size)
    if (isGap(before)) return before
    if (digestOf(before) !== expected.sha256) return gap(path, 'tampered', 'was changed while it was looked at')
    const failed = put(at, fd, bytes)
    if (failed < 0) {
      put(at, fd, before)
      applyMetadata(at, fd, { ...metadata, mtime: held.inode.mtime }, path, false)
      return gapOfErrno(path, -failed)
    }
    return applyMetadata(at, fd, metadata, path, false)
  } finally {
    at.close(fd)
  }
}

function put(at: Descriptors, fd: number, bytes: Uint8Array): number {
  for (const act of [() => at.write(fd, bytes), () => at.truncate(fd, bytes.length), () => at.sync(fd)]) {
    const result = act()
    if (result < 0) return result
  }
  return 0
}
