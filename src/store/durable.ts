// Writing so that a crash at any moment leaves the old or the new, flushed to disk; and errors of the file system as one sentence.
import { randomBytes } from 'node:crypto'
import {
  closeSync,
  constants,
  existsSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { JournalError, type JournalErrorCode } from '../core/journal.ts'
import type { Text } from '../core/text.ts'

/** Names that a crash may leave behind begin so. */
export const unfinished = '.unfinished-'

const codes: Readonly<Record<string, readonly [JournalErrorCode, Text]>> = {
  ENOSPC: ['full', { en: 'the disk is full', zh: '磁盘已满' }],
  EDQUOT: ['full', { en: 'the disk quota is used up', zh: '磁盘配额已用尽' }],
  EROFS: ['read-only', { en: 'the file system is read-only', zh: '文件系统为只读' }],
  EACCES: ['denied', { en: 'permission denied', zh: '没有权限' }],
  EPERM: ['denied', { en: 'not permitted', zh: '不允许该操作' }],
  ENOENT: ['absent', { en: 'no such file or directory', zh: '文件或目录不存在' }],
  EISDIR: ['broken', { en: 'is a directory', zh: '是一个目录' }],
  ENOTDIR: ['broken', { en: 'a part of the path is no directory', zh: '路径中有一段不是目录' }],
}

/** What went wrong at a path, as the error that keeps everything else from being done. */
export function storeError(path: string, error: unknown): JournalError {
  if (error instanceof JournalError) return error
  const name = (error as NodeJS.ErrnoException).code ?? ''
  if (error instanceof SyntaxError || name.includes('_')) {
    return new JournalError('tampered', { en: `${path} is not what was written there`, zh: `${path} 的内容不是原先写入的内容` })
  }
  const said = name === '' ? String(error) : `error ${name}`
  const [code, why] = codes[name] ?? (['broken', { en: said, zh: said }] as const)
  return new JournalError(code, { en: `${path} cannot be used: ${why.en}`, zh: `无法使用 ${path}:${why.zh}` })
}

export function syncFolder(folder: string): void {
  sync(folder, constants.O_DIRECTORY)
}

export function syncFile(path: string): void {
  sync(path, constants.O_NOFOLLOW)
}

function sync(path: string, flags: number): void {
  const fd = openSync(path, constants.O_RDONLY | flags)
  try {
    fsyncSync(fd)
  } finally {
    closeSync(fd)
  }
}

/** Writes all of it; a disk that fills up midway is an error, never a shorter file. */
export function writeAll(fd: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; ) {
    const written = writeSync(fd, bytes, at, Math.min(bytes.length - at, 1 << 26))
    if (written === 0) throw Object.assign(new Error('nothing was written'), { code: 'ENOSPC' })
    at += written
  }
}

/**
 * A new file beside its final name, filled by `fill`, flushed unless `isUrgent` says of the final name that it can wait, then put in its place
 * at once (`fill` may give the final name).
 */
export function writeWhole(
  path: string,
  fill: (fd: number) => string | undefined,
  isUrgent: (final: string) => boolean = () => true,
): string {
  const folder = dirname(path)
  const temporary = join(folder, `${unfinished}${process.pid}-${randomBytes(6).toString('hex')}`)
  try {
    const fd = openSync(temporary, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW, 0o600)
    let final = path
    let urgent = true
    try {
      final = fill(fd) ?? path
      urgent = isUrgent(final)
      if (urgent) fsyncSync(fd)
    } finally {
      closeSync(fd)
    }
    renameSync(temporary, final)
    if (urgent) syncFolder(folder)
    return final
  } catch (error) {
    rmSync(temporary, { force: true })
    throw storeError(path, error)
  }
}

/** As `mkdir -p`, for the owner alone. Node's own never comes back where a parent takes no children and says "no such file" (/proc). */
export function makeFolder(folder: string): void {
  const parent = dirname(folder)
  if (parent !== folder && !existsSync(parent)) makeFolder(parent)
  try {
    mkdirSync(folder, { mode: 0o700 })
  } catch (error) {
    if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) throw error
  }
}

/** A folder that only its owner can enter, made when it is missing; refused when it is a link, another user's or open to others. */
export function ownFolder(folder: string): void {
  try {
    makeFolder(folder)
    syncFolder(dirname(folder))
    checkOwn(folder)
  } catch (error) {
    throw storeError(folder, error)
  }
}

/** Throws when somebody else could have written into the folder. */
export function checkOwn(folder: string): void {
  const stat = lstatSync(folder)
  const strange = !stat.isDirectory() || stat.uid !== process.getuid?.() || (stat.mode & 0o022) !== 0
  if (!strange) return
  throw new JournalError('unsafe', {
    en: `${folder} is not a directory of our own that nobody else can write to; nothing in it can be trusted`,
    zh: `${folder} 不是仅本用户可写的目录,其中内容不可信`,
  })
}
