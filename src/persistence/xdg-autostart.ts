// XDG autostart: programs that a desktop session starts.
import type { Persistence } from '../core/persistence.ts'
import { firstValue } from '../parse/files/keyfile.ts'
import { disarmEntry } from './entry.ts'
import { wholeFilesIn } from './listing.ts'
import { homePlaces, places } from './matching.ts'

const group = 'Desktop Entry'

export const xdgAutostart: Persistence = {
  id: 'xdg-autostart',
  summary: { zh: '桌面会话自启动项(XDG Autostart)', en: 'desktop session autostart (XDG)' },
  techniques: ['T1547.013'],
  references: ['https://specifications.freedesktop.org/autostart-spec/latest/'],
  platform: 'linux',
  *list(host) {
    const where = [
      ...places(['/etc/xdg/autostart/*.desktop', '/etc/xdg/autostart/.*.desktop', '/usr/share/gnome/autostart/*.desktop']),
      ...homePlaces(host, [
        '.config/autostart/*.desktop',
        '.config/autostart/.*.desktop',
        '.kde/Autostart/*',
        '.config/autostart-scripts/*',
      ]),
    ]
    yield* wholeFilesIn(host, where, { kind: this.id, trigger: 'login' }, ({ path, name }, head) => {
      if (!name.endsWith('.desktop')) return { command: path }
      const off = firstValue(head, group, 'Hidden') === 'true' || firstValue(head, group, 'X-GNOME-Autostart-enabled') === 'false'
      const told = { command: firstValue(head, group, 'Exec') ?? '', name: firstValue(head, group, 'Name') ?? '' }
      return off ? { ...told, disabled: true } : told
    })
  },
  disarm: disarmEntry,
}
