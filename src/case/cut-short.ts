// No listing is cut short in silence: whoever asks for names gets as many as he asked for, and the result says that there were more.
import { type Gap, gap, isGap } from '../core/gap.ts'
import type { HostView } from '../core/host.ts'

/** Names of one directory, where nobody asks for fewer. */
const mostNames = 100_000

export interface CutShort {
  readonly host: HostView
  /** One gap for every directory that held more names than were given. */
  gaps(): readonly Gap[]
}

/** The same host, with every listing that is cut short remembered. */
export function cutShort(host: HostView): CutShort {
  const found = new Map<string, Gap>()
  return { host: noting(host, '', found), gaps: () => [...found.values()] }
}

function noting(host: HostView, root: string, found: Map<string, Gap>): HostView {
  const { files } = host
  return {
    ...host,
    files: {
      ...files,
      list(path, max = mostNames) {
        const entries = files.list(path, max + 1)
        if (isGap(entries) || entries.length <= max) return entries
        found.set(root + path, gap(root + path, 'capped', `more than ${max} names; the rest was not looked at`))
        return entries.slice(0, max)
      },
    },
    inside: path => noting(host.inside(path), root + path, found),
  }
}
