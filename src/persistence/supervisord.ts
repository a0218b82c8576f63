// supervisord: programs and event listeners that it starts, and starts again when they end.
import { isGap } from '../core/gap.ts'
import type { HostView } from '../core/host.ts'
import type { Persistence } from '../core/persistence.ts'
import { iniSections } from '../parse/files/ini-sections.ts'
import { disarmEntry } from './entry.ts'
import { entriesIn, type Item } from './listing.ts'
import { type Place, places } from './matching.ts'

const main = ['/etc/supervisord.conf', '/etc/supervisor.conf', '/etc/supervisor/supervisord.conf', '/etc/supervisord/supervisord.conf']
const usual = ['/etc/supervisor*/*.conf', '/etc/supervisor*/*.ini', '/etc/supervisor*/*.d/*']
const runs = /^(?:program|eventlistener|fcgi-program):(.*)$/s
const no = /^(?:false|no|off|0)$/i

export const supervisord: Persistence = {
  id: 'supervisord',
  summary: { zh: 'supervisord 托管的程序', en: 'programs kept alive by supervisord' },
  techniques: ['T1543'],
  references: ['https://supervisord.org/configuration.html'],
  platform: 'linux',
  *list(host) {
    const where = [...places(main), ...places(usual), ...included(host)]
    yield* entriesIn(host, where, { kind: 'supervisord', trigger: 'boot' }, function* (bytes): Generator<Item> {
      for (const { name, line: number, span, text, settings } of iniSections(bytes)) {
        const program = runs.exec(name)?.[1]
        const command = settings.get('command') ?? ''
        if (program === undefined || command === '') continue
        const when = settings.has('autorestart') ? `autorestart=${settings.get('autorestart')}` : ''
        const item = { number, span, text, command, when, name: program, user: settings.get('user') ?? '' }
        yield no.test(settings.get('autostart') ?? '') ? { ...item, disabled: true } : item
      }
    })
  },
  disarm: disarmEntry,
}

// "files" of [include], relative to the file that says it; included files include no further.
function included(host: HostView): Place[] {
  const patterns: string[] = []
  for (const path of main) {
    const content = host.files.read(path)
    for (const { name, settings } of isGap(content) ? [] : iniSections(content.bytes)) {
      if (name !== 'include') continue
      const folder = path.slice(0, path.lastIndexOf('/'))
      for (const given of (settings.get('files') ?? '').split(/[ \t]+/, 100)) {
        const pattern = given.replaceAll('%(here)s', folder)
        // A star before the last part could send us over the whole disk.
        if (pattern !== '' && !/\.\.|\*.*\//.test(pattern)) patterns.push(pattern.startsWith('/') ? pattern : `${folder}/${pattern}`)
      }
    }
  }
  return places(patterns)
}
