// Scripts that the X server and display managers run with every graphical session.
import type { Persistence } from '../core/persistence.ts'
import { disarmEntry } from './entry.ts'
import { wholeFilesIn } from './listing.ts'
import { homePlaces, places } from './matching.ts'

const system = [
  '/etc/X11/Xsession.d/*',
  '/etc/X11/xinit/xinitrc.d/*',
  '/etc/X11/xinit/xinitrc',
  '/etc/gdm3/Init/*',
  '/etc/gdm3/PreSession/*',
  '/etc/gdm3/PostLogin/*',
  '/etc/gdm/PreSession/*',
  '/etc/lightdm/lightdm.conf.d/*',
  '/etc/sddm/Xsession',
]

export const xSession: Persistence = {
  id: 'x-session',
  summary: { zh: '图形会话脚本(Xsession.d、~/.xinitrc 等)', en: 'graphical session scripts (Xsession.d, ~/.xinitrc, …)' },
  techniques: ['T1037', 'T1547'],
  references: ['man:Xsession(5)', 'man:startx(1)'],
  platform: 'linux',
  *list(host) {
    const where = [...places(system), ...homePlaces(host, ['.xinitrc', '.xsession', '.xserverrc', '.config/plasma-workspace/env/*'])]
    yield* wholeFilesIn(host, where, { kind: this.id, trigger: 'login' })
  },
  disarm: disarmEntry,
}
