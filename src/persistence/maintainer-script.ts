// Maintainer scripts of dpkg that download, decode or start something hidden: a miner that comes back with every upgrade.
import type { Persistence } from '../core/persistence.ts'
import { shellUnits } from '../parse/files/shell-units.ts'
import { isHiddenPath } from '../parse/places.ts'
import { disarmEntry } from './entry.ts'
import { entriesIn } from './listing.ts'
import { places } from './matching.ts'

const patterns = ['postinst', 'preinst', 'prerm', 'postrm'].map(name => `/var/lib/dpkg/info/*.${name}`)

/** What no ordinary maintainer script does: fetch programs, decode them, or keep them in temporary or hidden places. */
const odd =
  /\b(?:curl|wget)\b[^\n;]*(?:https?|ftp):\/\/|\/dev\/(?:tcp|udp)\/|\/dev\/shm\/|\/var\/tmp\/|\bbase64 +(?:-d|--decode)\b|(?:^|[\s;&|(])(?:nohup|setsid) |\bxmrig\b|stratum\+/

/** Paths that are run: at the begin of a line, or after a separator. */
const started = /(?:^|[;&|(]|\b(?:exec|sh|bash|then|do|else))\s*(\/[\w.+/-]+)(?=$|[\s;&|)])/gm

/**
 * Hosts have thousands of these scripts, so only the top-level commands that `odd` fits, or that start a program from a hidden place,
 * are listed. Interpreted as shell whatever their first line says: a Perl script that fits is listed as well.
 */
export const maintainerScript: Persistence = {
  id: 'maintainer-script',
  summary: { zh: 'dpkg 维护脚本中的可疑命令', en: 'odd commands in maintainer scripts of dpkg' },
  techniques: ['T1546.016'],
  references: ['man:deb-postinst(5)', 'https://www.debian.org/doc/debian-policy/ch-maintainerscripts.html'],
  platform: 'linux',
  *list(host) {
    yield* entriesIn(host, places(patterns, 'root'), { kind: this.id, trigger: 'event' }, function* (bytes, { name }) {
      for (const { number, text, span, bare } of shellUnits(bytes)) {
        if (odd.test(bare) || startsHidden(bare)) yield { number, text, span, command: bare, name: name.replace(/\.[a-z]+$/, '') }
      }
    })
  },
  disarm: disarmEntry,
}

function startsHidden(text: string): boolean {
  if (!text.includes('/.')) return false
  for (const found of text.matchAll(started)) if (isHiddenPath(found[1] ?? '')) return true
  return false
}
