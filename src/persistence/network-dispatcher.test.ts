import { testKind } from '../../test/kinds.ts'
import { networkDispatcher } from './network-dispatcher.ts'

testKind(networkDispatcher, {
  tree: {
    '/etc/NetworkManager/dispatcher.d/90-x': { content: '#!/bin/sh\n', mode: 0o755 },
    '/etc/NetworkManager/dispatcher.d/pre-up.d/y': { content: '#!/bin/sh\n', mode: 0o755 },
    '/etc/networkd-dispatcher/routable.d/z': { content: '#!/bin/sh\n', mode: 0o755 },
    '/etc/networkd-dispatcher/off.d/': '',
  },
  lists: [
    '/etc/NetworkManager/dispatcher.d/90-x:1 /etc/NetworkManager/dispatcher.d/90-x',
    '/etc/NetworkManager/dispatcher.d/pre-up.d/y:1 /etc/NetworkManager/dispatcher.d/pre-up.d/y',
    '/etc/networkd-dispatcher/routable.d/z:1 /etc/networkd-dispatcher/routable.d/z',
  ],
})
