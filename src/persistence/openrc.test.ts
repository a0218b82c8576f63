import assert from 'node:assert/strict'
import { testKind } from '../../test/kinds.ts'
import { openrc } from './openrc.ts'

testKind(openrc, {
  tree: {
    '/etc/local.d/x.start': { content: '#!/bin/sh\n/tmp/x\n', mode: 0o755 },
    '/etc/local.d/off.start': '#!/bin/sh\n',
    '/etc/local.d/README': 'text',
    '/etc/runlevels/default/crond': { link: '/etc/init.d/crond' },
  },
  lists: [
    '/etc/local.d/off.start:1 /etc/local.d/off.start',
    '/etc/local.d/x.start:1 /etc/local.d/x.start',
    '/etc/runlevels/default/crond:1 /etc/init.d/crond',
  ],
  also: entries =>
    assert.deepEqual(
      entries.map(e => [e.when, e.disabled === true]),
      [
        ['', true],
        ['', false],
        ['runlevel default', false],
      ],
    ),
})
