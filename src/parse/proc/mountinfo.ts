// /proc/PID/mountinfo: every mount with its place, its source and the part of the file system that it shows.
import { textOf } from '../../core/bytes.ts'
import { unescapeOctal } from './octal.ts'

/** One line of mountinfo, proc_pid_mountinfo(5). */
export interface MountInfo {
  readonly id: number
  readonly parent: number
  /** major:minor */
  readonly dev: string
  /** Which part of the file system is mounted: "/" or a bind mount's directory. */
  readonly root: string
  readonly target: string
  /** Options of this mount. */
  readonly options: string
  /** "shared:1", "master:2" and the like. */
  readonly tags: readonly string[]
  readonly type: string
  readonly source: string
  /** Options of the file system, such as lowerdir= and upperdir= of an overlay. */
  readonly superOptions: string
}

const longestLine = 1 << 16

/** The mounts in the order in which the kernel lists them: a later one lies over an earlier one at the same target. */
export function parseMountinfo(bytes: Uint8Array): MountInfo[] {
  const mounts: MountInfo[] = []
  for (const line of textOf(bytes).split('\n')) {
    const mount = line.length > longestLine ? undefined : mountOf(line.split(' '))
    if (mount !== undefined) mounts.push(mount)
  }
  return mounts
}

function mountOf(fields: readonly string[]): MountInfo | undefined {
  const dash = fields.indexOf('-', 6)
  const [id, parent, dev, root, target, options] = fields
  if (dash < 0 || id === undefined || parent === undefined || !/^\d+$/.test(id) || !/^\d+$/.test(parent)) return undefined
  if (dev === undefined || root === undefined || target === undefined || options === undefined) return undefined
  const [type = '', source = '', ...rest] = fields.slice(dash + 1)
  return {
    id: Number(id),
    parent: Number(parent),
    dev,
    root: unescapeOctal(root),
    target: unescapeOctal(target),
    options,
    tags: fields.slice(6, dash),
    type,
    source: unescapeOctal(source),
    superOptions: unescapeOctal(rest.join(' ')),
  }
}
