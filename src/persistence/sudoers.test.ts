import assert from 'node:assert/strict'
import { testKind } from '../../test/kinds.ts'
import { sudoers } from './sudoers.ts'

testKind(sudoers, {
  tree: {
    '/etc/sudoers':
      'Defaults env_reset\nDefaults !authenticate\nroot ALL=(ALL:ALL) ALL\n%sudo ALL=(ALL:ALL) \\\n  ALL\n@includedir /etc/sudoers.d\n',
    '/etc/sudoers.d/x': '# www ALL=ALL\nwww-data ALL=(ALL) NOPASSWD: ALL\n',
    '/etc/doas.conf': 'permit nopass www\ndeny x\n',
  },
  lists: [
    '/etc/sudoers:2 Defaults !authenticate',
    '/etc/sudoers:3 ALL',
    '/etc/sudoers:4 ALL',
    '/etc/sudoers.d/x:2 ALL',
    '/etc/doas.conf:1 permit nopass www',
  ],
  also: entries =>
    assert.deepEqual(
      entries.map(e => e.user),
      ['ALL', 'root', '%sudo', 'www-data', ''],
    ),
})
