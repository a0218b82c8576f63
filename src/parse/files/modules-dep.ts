// modules.dep and modules.builtin of /lib/modules/RELEASE: which module is which file.
import { textOf } from '../../core/bytes.ts'

/** Module name as the kernel writes it ("_" for "-") of a path such as "kernel/fs/nls/nls-cp437.ko.zst"; undefined for other files. */
export function moduleNameOf(path: string): string | undefined {
  const base = path.slice(path.lastIndexOf('/') + 1)
  return /^(.+?)\.ko(?:\.(?:xz|gz|zst|bz2))?$/.exec(base)?.[1]?.replaceAll('-', '_')
}

/** Paths by module name, as written in the file: relative to its directory, or absolute (modules.dep(5)). */
export function parseModulesDep(bytes: Uint8Array): ReadonlyMap<string, string> {
  const paths = new Map<string, string>()
  for (const line of textOf(bytes).split('\n')) {
    const colon = line.indexOf(':')
    const path = (colon < 0 ? line : line.slice(0, colon)).trim()
    const name = path.length > 4096 ? undefined : moduleNameOf(path)
    if (name !== undefined) paths.set(name, path)
  }
  return paths
}
