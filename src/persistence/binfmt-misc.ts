// binfmt_misc: interpreters that the kernel starts for files of a kind, configured in binfmt.d and registered now.
import { bytesOf, textOf } from '../core/bytes.ts'
import type { Persistence } from '../core/persistence.ts'
import { linesOf } from '../parse/lines.ts'
import { disarmEntry } from './entry.ts'
import { entriesIn } from './listing.ts'
import { places } from './matching.ts'

const registered = '/proc/sys/fs/binfmt_misc/'
const configured = ['/etc', '/run', '/usr/local/lib', '/usr/lib', '/lib'].map(base => `${base}/binfmt.d/*.conf`)

export const binfmtMisc: Persistence = {
  id: 'binfmt-misc',
  summary: { zh: 'binfmt_misc 解释器', en: 'binfmt_misc interpreters' },
  techniques: ['T1546'],
  references: ['https://docs.kernel.org/admin-guide/binfmt-misc.html', 'man:binfmt.d(5)'],
  platform: 'linux',
  *list(host) {
    yield* entriesIn(host, places(configured, 'root'), { kind: this.id, trigger: 'boot' }, function* (bytes) {
      for (const line of linesOf(bytes)) {
        const text = line.text.trim()
        const fields = text.split(text[0] ?? ':')
        if (text === '' || /^[#;]/.test(text) || fields.length < 7) continue
        yield { ...line, name: fields[1] ?? '', command: fields[6] ?? '' }
      }
    })
    yield* entriesIn(host, places([`${registered}*`]), { kind: this.id, trigger: 'event' }, function* (bytes, { name }) {
      const text = textOf(bytes)
      const command = /^interpreter (.*)$/m.exec(text)?.[1]
      if (command === undefined) return
      const item = { number: 1, text, span: { start: 0, end: bytes.length }, name, command }
      yield text.startsWith('disabled') ? { ...item, disabled: true } : item
    })
  },
  /** A registered interpreter goes by writing -1 to its file. */
  disarm(entry, before) {
    if (!entry.path.startsWith(registered)) return disarmEntry(entry, before)
    return textOf(before).startsWith(entry.text) ? bytesOf('-1\n') : before
  },
}
