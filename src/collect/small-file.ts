// Reading the short texts of /proc and /sys.
import { textOf } from '../core/bytes.ts'
import { type Gap, isGap } from '../core/gap.ts'
import type { HostView } from '../core/host.ts'

const longest = 64 * 1024

/** The text without its last line end. */
export function textAt(host: HostView, path: string): string | Gap {
  const content = host.files.read(path, longest)
  return isGap(content) ? content : textOf(content.bytes).replace(/\n$/, '')
}

/** The text, or '' for whatever cannot be read: for files that many kernels do not have. */
export function textOrEmpty(host: HostView, path: string): string {
  const text = textAt(host, path)
  return isGap(text) ? '' : text
}

/** The number that the file holds, or 0. */
export function numberAt(host: HostView, path: string): number {
  const number = Number(textOrEmpty(host, path).trim())
  return Number.isFinite(number) ? number : 0
}

/** Names in a directory, in order; none when it cannot be listed. */
export function namesIn(host: HostView, path: string): readonly string[] {
  const entries = host.files.list(path)
  return isGap(entries) ? [] : entries.map(entry => entry.name).sort()
}
