// A disk of a few kilobytes for tests of what happens when it is full; needs the right to mount.
import { spawnSync } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { join } from 'node:path'

export interface SmallDisk {
  readonly path: string
  /** Mounts it anew with other options: "size=256k", "ro"; false when that is refused (a file is open for writing). */
  change(options: string): boolean
  end(): void
}

const ran = (command: string, ...args: string[]): boolean => spawnSync(command, args, { stdio: 'ignore' }).status === 0

/** undefined without the right to mount. */
export function smallDisk(parent: string, size = '64k'): SmallDisk | undefined {
  const path = mkdtempSync(join(parent, 'disk-'))
  if (!ran('mount', '-t', 'tmpfs', '-o', `size=${size},mode=700`, 'tmpfs', path)) return undefined
  return {
    path,
    change: options => ran('mount', '-o', `remount,${options}`, path),
    end: () => void ran('umount', '-l', path),
  }
}
