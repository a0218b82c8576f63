// Taking an empty directory away and making it again as it was: by descriptors, in the one place that is meant.
import type { DirectoryState } from '../core/control.ts'
import { type Gap, gap, isGap } from '../core/gap.ts'
import type { Descriptors } from './descriptors.ts'
import { gapOfErrno } from './errno.ts'
import type { Directory } from './held-file.ts'
import { applyFlags, applyMetadata, attributesOf, inodeOf, settableFlagsOf, unlocked } from './inode.ts'
import { openFlags } from './open-flags.ts'

const notEmpty = 39

/** What stands under the name, when that is a directory. */
export function directoryState(at: Descriptors, dir: Directory, name: string, path: string): DirectoryState | Gap {
  return withOpen(at, dir, name, path, fd => {
    const inode = inodeOf(at, fd, path)
    const xattrs = attributesOf(at, fd, path)
    if (isGap(inode)) return inode
    if (isGap(xattrs)) return xattrs
    if (inode.isMount) return gap(path, 'unsupported', 'in use or a mount point')
    const { mode, uid, gid, atime, mtime, dev, ino, immutable, appendOnly } = inode
    const flags = settableFlagsOf(at, fd)
    const folder = { atime: dir.atime, mtime: dir.mtime, ...(dir.locks !== 0 && { locks: dir.locks }) }
    return { path, mode, uid, gid, atime, mtime, dev, ino, immutable, appendOnly, xattrs, ...(flags !== undefined && { flags }), folder }
  })
}

/** Refused when it is another by now, or holds anything. */
export function removeDirectory(at: Descriptors, dir: Directory, name: string, was: DirectoryState): Gap | undefined {
  return withOpen(at, dir, name, was.path, fd => {
    const inode = inodeOf(at, fd, was.path)
    if (isGap(inode)) return inode
    if (inode.dev !== was.dev || inode.ino !== was.ino) return gap(was.path, 'tampered', 'is no longer the directory this was planned on')
    return unlocked(at, fd, was.path, () => {
      const removed = at.removeDirectoryAt(dir.fd, name)
      if (removed >= 0) {
        at.sync(dir.fd)
        return undefined
      }
      return -removed === notEmpty
        ? gap(was.path, 'tampered', 'holds something that the plan does not name')
        : gapOfErrno(was.path, -removed)
    })
  })
}

/** Made empty, with all it carried; one that stands there already is brought to its old state. */
export function restoreDirectory(at: Descriptors, dir: Directory, name: string, was: DirectoryState): Gap | undefined {
  const made = at.makeDirectoryAt(dir.fd, name)
  const outcome = withOpen(at, dir, name, was.path, fd => applyMetadata(at, fd, was, was.path, false) ?? applyFlags(at, fd, was, was.path))
  if (outcome !== undefined || made < 0) return outcome
  const { atime, mtime } = was.folder ?? { atime: dir.atime, mtime: dir.mtime }
  at.times(dir.fd, BigInt(atime), BigInt(mtime))
  at.sync(dir.fd)
  return undefined
}

function withOpen<T>(at: Descriptors, dir: Directory, name: string, path: string, act: (fd: number) => T | Gap): T | Gap {
  const fd = at.open(dir.fd, name, openFlags.readOnly | openFlags.directory | openFlags.nofollow)
  if (fd < 0) return -fd === 20 ? gap(path, 'unsupported', 'is no directory') : gapOfErrno(path, -fd)
  try {
    return act(fd)
  } finally {
    at.close(fd)
  }
}
