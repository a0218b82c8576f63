// One file as an archive holds it: what tar, cpio and the packages made of them have in common.

export interface PackedFile {
  /** Absolute: a leading "." is left out. */
  readonly path: string
  readonly type: 'file' | 'directory' | 'symlink' | 'hardlink' | 'other'
  /** Permission bits with set-uid, set-gid and sticky. */
  readonly mode: number
  readonly uid: number
  readonly gid: number
  /** Names of owner and group, '' where only numbers are kept: a name counts more than its number. */
  readonly user: string
  readonly group: string
  /** Seconds since 1970. */
  readonly mtime: number
  /** Of a link, what it leads to. */
  readonly target: string
  readonly content: Uint8Array
}

/** A path of an archive as an absolute one. */
export function absolute(path: string): string {
  return `/${path.replace(/^(?:\.?\/)+/, '')}`
}

/** The regular file at one of the paths, hard links within the archive followed; the last one written counts. */
export function fileAmong(files: Iterable<PackedFile>, paths: readonly string[]): PackedFile | undefined {
  const all = [...files]
  const found = all.findLast(f => paths.includes(f.path))
  if (found?.type !== 'hardlink') return found?.type === 'file' ? found : undefined
  const content = all.find(f => f.type === 'file' && f.path === absolute(found.target))?.content
  return content === undefined ? undefined : { ...found, type: 'file', target: '', content }
}
