// Another name of the same inode in the same directory: a hard link is put back as one where such a name is left.
import type { FileState } from '../core/control.ts'
import type { Descriptors } from './descriptors.ts'
import { type Directory, isSame, withFile } from './held-file.ts'

/** Links the name to another one of the very file, if there is any among the first 100,000 of the directory. */
export function siblingLink(at: Descriptors, dir: Directory, name: string, was: FileState): boolean {
  for (const other of at.namesOf(dir.fd, was.ino)) {
    const isIt = withFile(at, dir, other, was.path, held => isSame(at, held, was))
    if (isIt === true) return at.link(dir.fd, other, name) >= 0 && withFile(at, dir, name, was.path, held => isSame(at, held, was)) === true
  }
  return false
}
