// What is mounted where, as the first process and as davylamp see it.
import type { Collector } from '../core/collector.ts'
import type { Mount } from '../core/facts/system.ts'
import { gap, isGap } from '../core/gap.ts'
import { parseMountinfo } from '../parse/proc/mountinfo.ts'

const longest = 8 << 20

export const mounts: Collector = {
  id: 'mounts',
  summary: { zh: '挂载点', en: 'mounts' },
  techniques: ['T1564'],
  references: ['man:proc_pid_mountinfo(5)'],
  gives: ['mounts'],
  needs: [],
  *collect(host) {
    const seen = new Set<string>()
    for (const path of ['/proc/1/mountinfo', '/proc/self/mountinfo']) {
      const content = host.files.read(path, longest)
      if (isGap(content)) {
        // Without root the first process's namespace is closed to us, and our own is nearly always the same.
        if (content.why !== 'absent' && path === '/proc/self/mountinfo') yield content
        continue
      }
      if (!content.whole) yield gap(path, 'capped', 'only the first 8 MiB were read')
      for (const { source, target, type, options, superOptions, root } of parseMountinfo(content.bytes)) {
        const mount: Mount = { source, target, type, options: [options, superOptions].filter(text => text !== '').join(','), root }
        const key = JSON.stringify(mount)
        if (seen.has(key)) continue
        seen.add(key)
        yield ['mounts', mount]
      }
    }
  },
}
