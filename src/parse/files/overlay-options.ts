// Mount options of an overlay file system: where it writes, and what it lies over.

export interface OverlayOptions {
  readonly upperDir?: string | undefined
  /** Topmost first. */
  readonly lowerDirs: readonly string[]
}

/** Options as mountinfo shows them; "\:" and "\," are a plain colon and comma (Documentation/filesystems/overlayfs.rst). */
export function parseOverlayOptions(options: string): OverlayOptions {
  const lowerDirs: string[] = []
  let upperDir: string | undefined
  for (const option of options.split(/(?<!\\),/)) {
    const value = option.slice(option.indexOf('=') + 1)
    if (option.startsWith('upperdir=')) upperDir = plain(value)
    else if (option.startsWith('lowerdir='))
      lowerDirs.push(
        ...value
          .split(/(?<!\\):/)
          .filter(part => part !== '')
          .map(plain),
      )
    else if (option.startsWith('lowerdir+=')) lowerDirs.push(plain(value))
  }
  return { upperDir, lowerDirs }
}

function plain(path: string): string {
  return path.replace(/\\([:,\\])/g, '$1')
}
