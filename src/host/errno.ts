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
  16: ['unsupported', 'in use or a mount point'],
  17: ['tampered', 'something stands there already'],
  18: ['unsupported', 'on another file system'],
  20: ['absent', 'a part of the path is no directory'],
  21: ['unsupported', 'is a directory'],
  22: ['unsupported', 'not possible here'],
  26: ['denied', 'the program is running'],
  27: ['capped', 'too large for this file system'],
  28: ['capped', 'no space left'],
  30: ['denied', 'the file system is read-only'],
  36: ['malformed', 'name too long'],
  38: ['unsupported', 'no such system call'],
  40: ['malformed', 'too many symbolic links'],
  95: ['unsupported', 'not supported by this file system'],
  110: ['timeout', 'timed out'],
  122: ['capped', 'disk quota used up'],
}

export function gapOfErrno(source: string, errno: number): Gap {
  const [why, detail] = reasons[errno] ?? ['unsupported', `error ${errno}`]
  return gap(source, why, detail)
}

/** Something else stands where a file or directory was to be read. A pipe or socket in the place of a file is nobody's custom; /dev/null is. */
export function gapOfType(path: string, type: FileType): Gap {
  return gap(path, type === 'fifo' || type === 'socket' || type === 'block' ? 'malformed' : 'unsupported', `is a ${type}`)
}
