import assert from 'node:assert/strict'
import { test } from 'node:test'
import { autostartsOf } from '../../test/autostarts.ts'
import { shown, testKind } from '../../test/kinds.ts'
import { rcLinks } from './rc-links.ts'

testKind(rcLinks, {
  tree: {
    '/etc/init.d/pwnrig': '#!/bin/sh\n',
    '/etc/rc3.d/S90pwnrig': { link: '../init.d/pwnrig' },
    '/etc/rc3.d/K60other': { link: '../init.d/other' },
    '/etc/rc3.d/README': 'text',
    '/etc/rc5.d/S99x': '#!/bin/sh\n/tmp/x\n',
    '/etc/rc.d/rc2.d/S01gone': { link: '/tmp/gone' },
  },
  lists: ['/etc/rc3.d/S90pwnrig:1 /etc/init.d/pwnrig', '/etc/rc5.d/S99x:1 /etc/rc5.d/S99x', '/etc/rc.d/rc2.d/S01gone:1 /tmp/gone'],
  also: entries =>
    assert.deepEqual(
      entries.map(e => [e.when, e.text]),
      [
        ['runlevel 3', '-> ../init.d/pwnrig'],
        ['runlevel 5', '#!/bin/sh\n/tmp/x\n'],
        ['runlevel 2', '-> /tmp/gone'],
      ],
    ),
})

test('a run level directory that two paths lead to is listed once', () => {
  const tree = { '/etc/rc.d/rc3.d/S1a': { link: '/x' }, '/etc/rc3.d': { link: 'rc.d/rc3.d' } }
  assert.deepEqual(autostartsOf(rcLinks, tree).map(shown), ['/etc/rc3.d/S1a:1 /x'])
})
