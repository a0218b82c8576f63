import assert from 'node:assert/strict'
import { testKind } from '../../test/kinds.ts'
import { xdgAutostart } from './xdg-autostart.ts'

testKind(xdgAutostart, {
  tree: {
    '/etc/xdg/autostart/a.desktop': '[Desktop Entry]\nName=Keys\nExec=/usr/bin/keys -d\n',
    '/home/u/.config/autostart/.b.desktop': '[Desktop Entry]\nExec=/home/u/.b/x\nHidden=true\n',
    '/home/u/.config/autostart/c.txt': 'Exec=/x\n',
  },
  lists: ['/etc/xdg/autostart/a.desktop:1 /usr/bin/keys -d', '/home/u/.config/autostart/.b.desktop:1 /home/u/.b/x'],
  also: entries =>
    assert.deepEqual(
      entries.map(e => [e.name, e.user, e.disabled ?? false]),
      [
        ['Keys', '', false],
        ['', 'u', true],
      ],
    ),
})
