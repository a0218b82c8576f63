// /proc/meminfo: names and sizes.
import { textOf } from '../../core/bytes.ts'

/** Bytes by name ("MemTotal"); lines without a unit ("HugePages_Total") are plain counts, proc_meminfo(5). */
export function parseMeminfo(bytes: Uint8Array): ReadonlyMap<string, number> {
  const sizes = new Map<string, number>()
  for (const line of textOf(bytes).split('\n')) {
    const [, name, count, unit] = (line.length < 200 && /^([A-Za-z0-9_()]{1,60}): +(\d{1,15})( kB)?$/.exec(line)) || []
    if (name !== undefined && !sizes.has(name)) sizes.set(name, Number(count) * (unit === undefined ? 1 : 1024))
  }
  return sizes
}
