// Whether a process runs this very file, by device and inode, and not one that took its place at the path while it was looked at.
import type { FileFact } from './facts/file.ts'
import type { Process } from './facts/process.ts'

type Runner = Pick<Process, 'exe' | 'container' | 'root'>

/**
 * A file that has one name and still has it is at no other path: whoever runs it under another was met there through a symlink that changed
 * places with the file or its directory meanwhile. In another root or mount namespace the same file has another path.
 */
export function runsFile({ exe, container, root }: Runner, { path, stat }: Pick<FileFact, 'path' | 'stat'>): boolean {
  if (exe === undefined || exe.memfd || exe.ino !== stat.ino || exe.dev !== stat.dev) return false
  return exe.path === path || exe.deleted || stat.nlink > 1 || container !== undefined || root !== undefined
}
