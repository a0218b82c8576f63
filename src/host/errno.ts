// Errors of system calls, and files of the wrong type, as gaps.
import { type Gap, type GapReason, gap } from '../core/gap.ts'
import type { FileType } from '../core/host.ts'

const reasons: Readonly<Record<number, readonly [GapReason, string]>> = {
  1: ['denied', 'not permitted'],
  2: ['absent', 'no such file'],
  3: ['absent', 'no such process'],
  5: ['malformed', 'input/output error'],
  6: ['unsupported', 'no such device'],
  13: ['denied', 'permission denied'],
  20: ['absent', 'a part of the path is no directory'],
  22: ['unsupported', 'not possible here'],
  36: ['malformed', 'name too long'],
  38: ['unsupported', 'no such system call'],
  40: ['malformed', 'too many symbolic links'],
  95: ['unsupported', 'not supported by this file system'],
  110: ['timeout', 'timed out'],
}

export function gapOfErrno(source: string, errno: number): Gap {
  const [why, detail] = reasons[errno] ?? ['unsupported', `error ${errno}`]
  return gap(source, why, detail)
}

/** Something else stands where a file or directory was to be read. A pipe or socket in the place of a file is nobody's custom; /dev/null is. */
export function gapOfType(path: string, type: FileType): Gap {
  return gap(path, type === 'fifo' || type === 'socket' || type === 'block' ? 'malformed' : 'unsupported', `is a ${type}`)
}
