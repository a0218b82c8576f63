// D-Bus activation: programs that the message bus starts when somebody calls their name.
import type { Persistence } from '../core/persistence.ts'
import { firstValue } from '../parse/files/keyfile.ts'
import { disarmEntry } from './entry.ts'
import { wholeFilesIn } from './listing.ts'
import { homePlaces, places } from './matching.ts'

const group = 'D-BUS Service'

export const dbusService: Persistence = {
  id: 'dbus-service',
  summary: { zh: 'D-Bus 激活服务', en: 'D-Bus activated services' },
  techniques: ['T1543', 'T1546'],
  references: ['man:dbus-daemon(1)', 'https://dbus.freedesktop.org/doc/dbus-specification.html#message-bus-starting-services'],
  platform: 'linux',
  *list(host) {
    const system = ['/usr/share', '/usr/local/share', '/etc', '/lib', '/run'].map(base => `${base}/dbus-1/system-services/*.service`)
    const session = ['/usr/share', '/usr/local/share', '/etc', '/run'].map(base => `${base}/dbus-1/services/*.service`)
    const where = [...places([...system, ...session]), ...homePlaces(host, ['.local/share/dbus-1/services/*.service'])]
    yield* wholeFilesIn(host, where, { kind: this.id, trigger: 'event' }, (file, head) => ({
      command: firstValue(head, group, 'Exec') ?? '',
      name: firstValue(head, group, 'Name') ?? '',
      user: firstValue(head, group, 'User') ?? file.place.user,
    }))
  },
  disarm: disarmEntry,
}
