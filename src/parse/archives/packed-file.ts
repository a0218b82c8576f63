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

/** The regular file at the first of the paths that is one, hard links within the archive followed; of several entries the last counts. */
export function fileAmong(files: Iterable<PackedFile>, paths: readonly string[]): PackedFile | undefined {
  const byPath = new Map<string, PackedFile>()
  for (const file of files) byPath.set(file.path, file)
  for (const path of paths) {
    const found = byPath.get(path)
    const source = found?.type === 'hardlink' ? byPath.get(absolute(found.target)) : found
    if (found !== undefined && source?.type === 'file') return { ...found, type: 'file', target: '', content: source.content }
  }
  return undefined
}
