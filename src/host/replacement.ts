// A file made aside and put in the place of another in one step; what was in the place is looked at afterwards, and put back if it is another.
import { createHash, randomBytes } from 'node:crypto'
import type { FileState } from '../core/control.ts'
import { type Gap, gap, isGap } from '../core/gap.ts'
import { type Descriptors, renameHow } from './descriptors.ts'
import { gapOfErrno } from './errno.ts'
import { type Directory, isSame, withFile } from './held-file.ts'
import { applyFlags, applyMetadata, inodeOf, type Metadata } from './inode.ts'
import { openFlags } from './open-flags.ts'
import { errno } from './sys.ts'

/**
 * The name under which a file waits beside its place: the same for the same path, so that what a crash left there is found again. Cron,
 * run-parts, systemd, sudo and the shells pass over names that begin with a dot or end in no suffix of theirs.
 */
export function parkingName(path: string): string {
  return `.davylamp-${createHash('sha256').update(path).digest('hex').slice(0, 16)}`
}

/** A new file of this content under a name of its own, with all metadata but +i and +a; the descriptor stays open for `act`. */
export function withNew<T>(
  at: Descriptors,
  dir: Directory,
  was: FileState,
  bytes: Uint8Array,
  metadata: Metadata,
  act: (name: string, fd: number) => T | Gap,
): T | Gap {
  const make = (as: string): number => (was.link === undefined ? makeFile(at, dir, as) : makeLink(at, dir, as, was.link))
  let name = parkingName(was.path)
  let made = make(name)
  if (-made === errno.EEXIST) {
    name = `${name}-${randomBytes(6).toString('hex')}`
    made = make(name)
  }
  if (made < 0) return gapOfErrno(was.path, -made)
  let spare = true
  try {
    const failed = was.link === undefined ? fill(at, made, was, bytes) : undefined
    const wrong = failed ?? applyMetadata(at, made, metadata, was.path, was.link !== undefined)
    if (wrong !== undefined) return wrong
    const synced = was.link === undefined ? at.sync(made) : 0
    if (synced < 0) return gapOfErrno(was.path, -synced)
    const outcome = act(name, made)
    spare = isGap(outcome)
    return outcome
  } finally {
    if (spare && stands(at, dir, name, made, was.path)) at.unlink(dir.fd, name)
    at.close(made)
  }
}

function makeFile(at: Descriptors, dir: Directory, name: string): number {
  return at.open(dir.fd, name, openFlags.readWrite | openFlags.create | openFlags.exclusive | openFlags.nofollow, 0o600)
}

function makeLink(at: Descriptors, dir: Directory, name: string, target: string): number {
  const made = at.symlink(target, dir.fd, name)
  return made < 0 ? made : at.open(dir.fd, name, openFlags.path | openFlags.nofollow)
}

function fill(at: Descriptors, fd: number, was: FileState, bytes: Uint8Array): Gap | undefined {
  // Some flags (no copy-on-write) can be set on an empty file only; those that lock it come last.
  const flags = was.flags === undefined ? {} : { flags: was.flags & ~0x30 }
  const flagged = applyFlags(at, fd, { ...flags, immutable: false, appendOnly: false }, was.path)
  if (flagged !== undefined) return flagged
  const written = at.write(fd, bytes)
  return written < 0 ? gapOfErrno(was.path, -written) : undefined
}

/**
 * Puts the new file in the place of `expected`. The two names are exchanged in one step, so nothing is ever lost: whatever turns out to
 * have stood in the place instead goes back there.
 */
export function exchange(
  at: Descriptors,
  dir: Directory,
  name: string,
  fresh: string,
  freshFd: number,
  expected: FileState,
): Gap | undefined {
  const { path } = expected
  const swapped = at.rename(dir.fd, fresh, name, renameHow.exchange)
  if (-swapped === errno.EINVAL || -swapped === errno.ENOSYS) return overwrite(at, dir, name, fresh, expected)
  if (swapped < 0) return gapOfErrno(path, -swapped)
  const isExpected = withFile(at, dir, fresh, path, held => isSame(at, held, expected))
  if (isExpected !== true || !stands(at, dir, name, freshFd, path)) {
    at.rename(dir.fd, fresh, name, renameHow.exchange)
    return gap(path, 'tampered', 'was swapped while it was changed')
  }
  const gone = at.unlink(dir.fd, fresh)
  at.sync(dir.fd)
  return gone < 0 ? gapOfErrno(path, -gone) : undefined
}

/** For file systems that cannot exchange (NFS): the last look is immediately before. */
function overwrite(at: Descriptors, dir: Directory, name: string, fresh: string, expected: FileState): Gap | undefined {
  const isExpected = withFile(at, dir, name, expected.path, held => isSame(at, held, expected))
  if (isExpected !== true) return gap(expected.path, 'tampered', 'was swapped while it was changed')
  const renamed = at.rename(dir.fd, fresh, name, renameHow.plain)
  at.sync(dir.fd)
  return renamed < 0 ? gapOfErrno(expected.path, -renamed) : undefined
}

/** Puts the new file where nothing stands. */
export function settle(at: Descriptors, dir: Directory, name: string, fresh: string, path: string): Gap | undefined {
  const moved = renameAside(at, dir, fresh, name)
  at.sync(dir.fd)
  return moved < 0 ? gapOfErrno(path, -moved) : undefined
}

/** A rename that never replaces anything, also where the file system cannot promise that itself. */
export function renameAside(at: Descriptors, dir: Directory, from: string, to: string): number {
  const renamed = at.rename(dir.fd, from, to, renameHow.noReplace)
  if (-renamed !== errno.EINVAL && -renamed !== errno.ENOSYS) return renamed
  const linked = at.link(dir.fd, from, to)
  return linked < 0 ? linked : at.unlink(dir.fd, from)
}

function stands(at: Descriptors, dir: Directory, name: string, fd: number, path: string): boolean {
  const mine = inodeOf(at, fd, path)
  if (isGap(mine)) return false
  const there = withFile(at, dir, name, path, held => held.inode.ino === mine.ino && held.inode.dev === mine.dev)
  return there === true
}
