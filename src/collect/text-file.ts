// One small text file of a host, with every reason why it could not be read whole.
import { type Gap, gap, isGap } from '../core/gap.ts'
import type { HostView } from '../core/host.ts'

/** The content of a file, at most `max` bytes; a gap for each thing that is wrong except absence. */
export function* textFile(host: HostView, path: string, max = 1 << 20): Generator<Uint8Array | Gap> {
  const content = host.files.read(path, max)
  if (isGap(content)) {
    if (content.why !== 'absent') yield content
    return
  }
  yield content.bytes
  if (!content.whole) yield gap(path, 'capped', `only the first ${max} bytes were read`)
}
