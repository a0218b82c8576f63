// /proc/PID/cgroup: where a process stands in each cgroup hierarchy.
import { textOf } from '../../core/bytes.ts'

/** One line of cgroups(7): "0::/a" for version 2, "4:memory:/a" for version 1. */
export interface CgroupLine {
  readonly hierarchy: number
  readonly controllers: string
  readonly path: string
}

/** Lines that are none are passed over. */
export function parseCgroup(bytes: Uint8Array): CgroupLine[] {
  const lines: CgroupLine[] = []
  for (const text of textOf(bytes).split('\n')) {
    const match = /^(\d{1,9}):([^:]*):(\/.*)$/s.exec(text)
    if (match !== null) lines.push({ hierarchy: Number(match[1]), controllers: match[2] ?? '', path: match[3] ?? '' })
  }
  return lines
}
