import assert from 'node:assert/strict'
import { testKind } from '../../test/kinds.ts'
import { dbusService } from './dbus-service.ts'

testKind(dbusService, {
  tree: {
    '/usr/share/dbus-1/system-services/org.x.service': '[D-BUS Service]\nName=org.x\nExec=/usr/lib/.x\nUser=root\n',
    '/root/.local/share/dbus-1/services/y.service': '[D-BUS Service]\nName=y\nExec=/tmp/y\n',
  },
  lists: ['/usr/share/dbus-1/system-services/org.x.service:1 /usr/lib/.x', '/root/.local/share/dbus-1/services/y.service:1 /tmp/y'],
  also: entries =>
    assert.deepEqual(
      entries.map(e => [e.name, e.user]),
      [
        ['org.x', 'root'],
        ['y', 'root'],
      ],
    ),
})
