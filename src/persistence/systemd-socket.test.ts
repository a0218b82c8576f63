import assert from 'node:assert/strict'
import { testKind } from '../../test/kinds.ts'
import { systemdSocket } from './systemd-socket.ts'

testKind(systemdSocket, {
  tree: {
    '/etc/systemd/system/door.socket': '[Socket]\nListenStream=31337\nAccept=yes\n',
    '/etc/systemd/system/door@.service': '[Service]\nExecStart=-/bin/bash -i\n',
    '/etc/systemd/system/pre.socket': '[Socket]\nListenFIFO=/run/p\nExecStartPre=/tmp/x\nService=other.service\n',
    '/etc/systemd/system/other.service': '[Service]\nUser=web\nExecStart=/bin/other\n',
  },
  lists: ['/etc/systemd/system/door.socket:1 /bin/bash -i', '/etc/systemd/system/pre.socket:1 /tmp/x; /bin/other'],
  also: entries =>
    assert.deepEqual(
      entries.map(e => [e.trigger, e.when, e.user]),
      [
        ['event', 'ListenStream=31337', 'root'],
        ['event', 'ListenFIFO=/run/p', 'web'],
      ],
    ),
})
