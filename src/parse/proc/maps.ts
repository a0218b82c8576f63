// /proc/PID/maps, summed up: what is mapped executable, and how large and how writable the anonymous memory is.
import { textOf } from '../../core/bytes.ts'
import type { MapsSummary } from '../../core/facts/process.ts'
import { unescapeOctal } from './octal.ts'

const line = /^([0-9a-f]{1,16})-([0-9a-f]{1,16}) ([r-][w-][x-][ps]) [0-9a-f]+ [0-9a-f]+:[0-9a-f]+ \d+\s*(.*)$/

/** Memory that belongs to no file, as show_map_vma() names it; huge pages and shared anonymous memory have file-like names. */
const anonymous = /^(?:$|\[heap\]$|\[stack|\[anon|\/anon_hugepage|\/dev\/zero \(deleted\)$)/

/** Lines that are none are passed over; see proc_pid_maps(5). */
export function parseMaps(bytes: Uint8Array): MapsSummary {
  const executableFiles = new Set<string>()
  let anonymousRwx = 0
  let largestAnonymous = 0
  for (const text of textOf(bytes).split('\n')) {
    const match = line.exec(text)
    if (match === null) continue
    const [, start = '', end = '', mode = '', path = ''] = match
    if (anonymous.test(path)) {
      if (mode.startsWith('rwx')) anonymousRwx++
      largestAnonymous = Math.max(largestAnonymous, Number.parseInt(end, 16) - Number.parseInt(start, 16))
    } else if (mode[2] === 'x' && path.startsWith('/')) executableFiles.add(unescapeOctal(path))
  }
  return { executableFiles: [...executableFiles], anonymousRwx, largestAnonymous }
}
