// Changing files below one root by raw system calls: on descriptors, against the state the change was planned on, whole or not at all.
import { isDeepStrictEqual } from 'node:util'
import type { FileControl, FileState } from '../core/control.ts'
import { type Gap, gap, isGap } from '../core/gap.ts'
import { type Descriptors, descriptors } from './descriptors.ts'
import { directoryState, removeDirectory, restoreDirectory } from './directory-control.ts'
import { gapOfErrno } from './errno.ts'
import { type Directory, digestOf, type Held, hasContent, isSame, stateOf, withDirectory, withFile } from './held-file.ts'
import { rewriteInPlace } from './in-place.ts'
import { applyFlags, applyMetadata, attributesOf, type Metadata, settableFlagsOf, unlocked } from './inode.ts'
import { pseudoFiles } from './pseudo-file.ts'
import { rawFiles } from './raw-files.ts'
import { exchange, parkingName, renameAside, settle, withNew } from './replacement.ts'
import { resolveInside } from './resolve.ts'
import { siblingLink } from './sibling-link.ts'
import type { Sys } from './sys.ts'

/** A running kernel's own files: not on a disk, and on a live host no files that could be replaced. */
const ofKernel = /^\/(?:proc|sys)(?:\/|$)/

/** Control over the files below a directory, opened once: '/' for the running host. */
export function fileControl(sys: Sys, directory: string, kind: 'live' | 'disk'): FileControl | Gap {
  const at = descriptors(sys)
  const root = at.openRoot(directory)
  if (root < 0) return gapOfErrno(directory, -root)
  const files = rawFiles(sys, kind === 'live' ? 'host' : { fd: root })
  const pseudo = pseudoFiles(at, root)

  /** The path without symlinks, its last part as it stands. */
  const canonical = (path: string): string | Gap =>
    path.includes('\0')
      ? gap(path, 'malformed', 'path with a NUL')
      : resolveInside(
          path,
          part => {
            const stat = files.lstat(part)
            if (isGap(stat)) return stat
            return stat.type === 'symlink' ? files.readlink(part) : undefined
          },
          false,
        )
  const within = <T>(path: string, act: (dir: Directory, name: string) => T | Gap): T | Gap =>
    ofKernel.test(path) ? gap(path, 'absent', 'a disk runs no kernel') : withDirectory(at, root, path, act)
  /** The same with +i and +a of the directory lifted. */
  const changing = (path: string, act: (dir: Directory, name: string) => Gap | undefined): Gap | undefined =>
    within(path, (dir, name) => unlocked(at, dir.fd, path, () => act(dir, name)))
  const isPseudo = (path: string): boolean => kind === 'live' && ofKernel.test(path)

  return {
    capture(given, max) {
      const path = canonical(given)
      if (isGap(path)) return path
      if (isPseudo(path)) return pseudo.capture(path, max)
      return within(path, (dir, name) => withFile(at, dir, name, path, held => stateOf(at, held, dir, path, max)))
    },
    captureDirectory(given) {
      const path = canonical(given)
      if (isGap(path)) return path
      return within(path, (dir, name) => directoryState(at, dir, name, path))
    },
    removeDirectory: was => changing(was.path, (dir, name) => removeDirectory(at, dir, name, was)),
    restoreDirectory: was => changing(was.path, (dir, name) => restoreDirectory(at, dir, name, was)),
    rewrite(was, bytes) {
      if (isPseudo(was.path)) return pseudo.rewrite(was, bytes)
      if (was.link !== undefined) return gap(was.path, 'unsupported', 'is a symlink')
      return changing(was.path, (dir, name) => {
        sweep(at, dir, name, was)
        return withFile(at, dir, name, was.path, held => {
          if (hasContent(at, held, { ...was, size: bytes.length, sha256: digestOf(bytes) })) return undefined
          if (!isSame(at, held, was)) return drift(was)
          if (held.inode.nlink !== was.nlink) return gap(was.path, 'tampered', 'its hard links changed since')
          const metadata = metadataOf(at, held, was.path)
          if (isGap(metadata)) return metadata
          const outcome = replace(at, dir, name, held, was, was, bytes, { ...metadata, mtime: now() })
          if (outcome === undefined) at.times(dir.fd, BigInt(dir.atime), BigInt(now()))
          return outcome
        })
      })
    },
    remove(was) {
      if (isPseudo(was.path)) return gap(was.path, 'unsupported', 'the kernel lets nobody remove it')
      return changing(was.path, (dir, name) => removeFrom(at, dir, name, was))
    },
    restore(was, bytes, instead) {
      if (isPseudo(was.path)) return pseudo.rewrite(instead ?? was, bytes)
      if (digestOf(bytes) !== was.sha256) return gap(was.path, 'malformed', 'these are not the bytes of the file')
      const outcome = changing(was.path, (dir, name) => restoreIn(at, dir, name, was, bytes, instead))
      const locks = was.folder?.locks ?? 0
      if (outcome !== undefined || locks === 0) return outcome
      // A run that was interrupted may have left the directory unlocked.
      return within(was.path, dir => {
        const flags = at.flags(dir.fd) ?? 0
        const locked = (flags & locks) === locks ? 0 : at.setFlags(dir.fd, flags | locks)
        return locked < 0 ? gapOfErrno(was.path, -locked) : undefined
      })
    },
  }
}

function drift({ path }: FileState): Gap {
  return gap(path, 'tampered', 'is no longer the file this was planned on')
}

function now(): string {
  return String(BigInt(Date.now()) * 1_000_000n)
}

function metadataOf(at: Descriptors, held: Held, path: string): Metadata | Gap {
  const xattrs = attributesOf(at, held.fd, path)
  return isGap(xattrs) ? xattrs : { ...held.inode, xattrs }
}

/** Removes what a crash left aside: an own new file, or the old one whose place is taken. The only copy stays. */
function sweep(at: Descriptors, dir: Directory, name: string, was: FileState): void {
  const there = withFile(at, dir, name, was.path, () => true)
  if (there === true) at.unlink(dir.fd, parkingName(was.path))
}

function isAside(at: Descriptors, dir: Directory, was: FileState): boolean {
  return withFile(at, dir, parkingName(was.path), was.path, held => isSame(at, held, was)) === true
}

/** Not so a new file that was not finished: it may have got the same inode number. */
function isWholeAside(at: Descriptors, dir: Directory, was: FileState): boolean {
  const found = withFile(at, dir, parkingName(was.path), was.path, held => isSame(at, held, was) && sameOwnership(held.inode, was))
  return found === true
}

/** Gives what is held other bytes and metadata: in its inode where other names or a mount hang on that, else by a new file in its place. */
function replace(
  at: Descriptors,
  dir: Directory,
  name: string,
  held: Held,
  expected: FileState,
  as: FileState,
  bytes: Uint8Array,
  metadata: Metadata,
): Gap | undefined {
  const inPlace = (): Gap | undefined => rewriteInPlace(at, held, expected, bytes, metadata)
  const { nlink, ino, dev, isMount } = held.inode
  const isShared = nlink > 1 && as.nlink > 1 && ino === as.ino && dev === as.dev
  if (!held.isLink && as.link === undefined && (isShared || isMount)) {
    const done = unlocked(at, held.fd, as.path, inPlace)
    return done ?? applyFlags(at, held.fd, as, as.path)
  }
  const swap = (): Gap | undefined =>
    withNew(at, dir, as, bytes, metadata, (fresh, fd) => {
      const failed = exchange(at, dir, name, fresh, fd, expected)
      return failed ?? (as.link === undefined ? applyFlags(at, fd, as, as.path) : undefined)
    })
  return held.isLink ? swap() : unlocked(at, held.fd, as.path, swap)
}

function removeFrom(at: Descriptors, dir: Directory, name: string, was: FileState): Gap | undefined {
  const aside = parkingName(was.path)
  sweep(at, dir, name, was)
  const outcome = withFile(at, dir, name, was.path, held => {
    if (!isSame(at, held, was)) return drift(was)
    const take = (): Gap | undefined => {
      const moved = renameAside(at, dir, name, aside)
      if (moved < 0) return gapOfErrno(was.path, -moved)
      if (!isAside(at, dir, was)) {
        renameAside(at, dir, aside, name)
        return gap(was.path, 'tampered', 'was swapped while it was taken away')
      }
      return finish(at, dir, name, was)
    }
    return held.isLink ? take() : unlocked(at, held.fd, was.path, take)
  })
  // Taken aside by a run that was interrupted: all that is left is to finish it.
  const interrupted = isGap(outcome) && outcome.why === 'absent' && isAside(at, dir, was)
  return interrupted ? finish(at, dir, name, was) : outcome
}

function finish(at: Descriptors, dir: Directory, name: string, was: FileState): Gap | undefined {
  const aside = parkingName(was.path)
  const gone = at.unlink(dir.fd, aside)
  if (gone < 0) renameAside(at, dir, aside, name)
  at.sync(dir.fd)
  return gone < 0 ? gapOfErrno(was.path, -gone) : undefined
}

function restoreIn(
  at: Descriptors,
  dir: Directory,
  name: string,
  was: FileState,
  bytes: Uint8Array,
  instead: FileState | undefined,
): Gap | undefined {
  const there = withFile(at, dir, name, was.path, () => true)
  if (there === true) sweep(at, dir, name, was)
  else if (isGap(there) && there.why !== 'absent') return there
  else if (isWholeAside(at, dir, was)) renameAside(at, dir, parkingName(was.path), name)
  else at.unlink(dir.fd, parkingName(was.path))

  // A change of content is noticed by its time: an equal one would hide it from cron daemons and whoever else goes by it.
  const isSilent = instead !== undefined && instead.sha256 !== was.sha256 && instead.mtime === was.mtime
  const metadata: Metadata = isSilent ? { ...was, mtime: now() } : was

  const found = withFile(at, dir, name, was.path, held => {
    const mine = metadataOf(at, held, was.path)
    if (isGap(mine)) return mine
    // One with other rights is never adopted, somebody may hold it open; its inode number proves nothing, file systems give the number of a
    // removed file to the next. What lacks no more than times, attributes or flags makes way for a new one: to give it what it lacks would
    // give it to a file of somebody else, if this is but another name of that.
    const isEqual = hasContent(at, held, was) && sameOwnership(mine, was)
    if (isEqual && isWhole(at, held, mine, was, metadata)) return undefined
    const expected = isEqual ? { ...was, dev: held.inode.dev, ino: held.inode.ino } : instead
    if (expected === undefined) return gap(was.path, 'tampered', 'something else stands there')
    if (!isSame(at, held, expected)) return drift(expected)
    return replace(at, dir, name, held, expected, was, bytes, metadata)
  })
  const outcome = isGap(found) && found.why === 'absent' && instead === undefined ? recreate(at, dir, name, was, bytes, metadata) : found
  if (outcome === undefined) {
    const { atime, mtime } = (isSilent ? undefined : was.folder) ?? { atime: dir.atime, mtime: now() }
    at.times(dir.fd, BigInt(atime), BigInt(mtime))
    at.sync(dir.fd)
  }
  return outcome
}

function sameOwnership(a: Omit<Metadata, 'xattrs'>, b: Metadata): boolean {
  return a.uid === b.uid && a.gid === b.gid && a.mode === b.mode
}

/** Whether an equal file has the times, attributes and flags that are wanted. */
function isWhole(at: Descriptors, held: Held, mine: Metadata, was: FileState, wanted: Metadata): boolean {
  const { immutable, appendOnly } = held.inode
  const hasFlags = was.flags === undefined || held.isLink || settableFlagsOf(at, held.fd) === was.flags
  const isLocked = immutable === was.immutable && appendOnly === was.appendOnly
  return hasFlags && isLocked && mine.atime === wanted.atime && mine.mtime === wanted.mtime && isDeepStrictEqual(mine.xattrs, wanted.xattrs)
}

function retouch(at: Descriptors, held: Held, was: FileState, metadata: Metadata): Gap | undefined {
  const touch = (): Gap | undefined => applyMetadata(at, held.fd, metadata, was.path, held.isLink)
  if (held.isLink) return touch()
  return unlocked(at, held.fd, was.path, touch) ?? applyFlags(at, held.fd, was, was.path)
}

function recreate(at: Descriptors, dir: Directory, name: string, was: FileState, bytes: Uint8Array, metadata: Metadata): Gap | undefined {
  if (was.nlink > 1 && siblingLink(at, dir, name, was)) return withFile(at, dir, name, was.path, held => retouch(at, held, was, metadata))
  return withNew(at, dir, was, bytes, metadata, (fresh, fd) => {
    const failed = settle(at, dir, name, fresh, was.path)
    return failed ?? (was.link === undefined ? applyFlags(at, fd, was, was.path) : undefined)
  })
}
