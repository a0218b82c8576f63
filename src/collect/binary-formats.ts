// binfmt_misc: programs that the kernel starts by itself for files of some form.
import { textOf } from '../core/bytes.ts'
import type { Collector } from '../core/collector.ts'
import { gap, isGap } from '../core/gap.ts'
import { parseBinfmt } from '../parse/proc/binfmt.ts'
import { namesIn } from './small-file.ts'

const folder = '/proc/sys/fs/binfmt_misc'

export const binaryFormats: Collector = {
  id: 'binary-formats',
  summary: { zh: '二进制格式解释器(binfmt_misc)', en: 'binary formats and their interpreters (binfmt_misc)' },
  techniques: ['T1546'],
  references: ['https://docs.kernel.org/admin-guide/binfmt-misc.html'],
  gives: ['binaryFormats'],
  needs: [],
  *collect(host) {
    for (const name of namesIn(host, folder)) {
      if (name === 'register' || name === 'status') continue
      const content = host.files.read(`${folder}/${name}`)
      if (isGap(content)) {
        if (content.why !== 'absent') yield content
        continue
      }
      const entry = parseBinfmt(content.bytes)
      if (entry === undefined) yield gap(`${folder}/${name}`, 'malformed')
      else if (entry.enabled) yield ['binaryFormats', { name, interpreter: entry.interpreter, text: textOf(content.bytes).slice(0, 500) }]
    }
  },
}
