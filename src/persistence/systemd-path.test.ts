import assert from 'node:assert/strict'
import { testKind } from '../../test/kinds.ts'
import { systemdPath } from './systemd-path.ts'

testKind(systemdPath, {
  tree: {
    '/etc/systemd/system/guard.path': '[Path]\nPathChanged=/usr/local/bin/m\nPathExistsGlob=/tmp/*.x\n',
    '/etc/systemd/system/guard.service': '[Service]\nExecStart=/bin/sh /tmp/restore\n',
  },
  lists: ['/etc/systemd/system/guard.path:1 /bin/sh /tmp/restore'],
  also: ([entry]) => assert.deepEqual([entry?.trigger, entry?.when], ['event', 'PathExistsGlob=/tmp/*.x; PathChanged=/usr/local/bin/m']),
})
