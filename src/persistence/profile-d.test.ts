import assert from 'node:assert/strict'
import { testKind } from '../../test/kinds.ts'
import { profileD } from './profile-d.ts'

testKind(profileD, {
  tree: { '/etc/profile.d/bash.sh': 'nohup /tmp/x &\n', '/etc/profile.d/README': 'x\n', '/etc/profile.d/d/': '' },
  lists: ['/etc/profile.d/README:1 /etc/profile.d/README', '/etc/profile.d/bash.sh:1 /etc/profile.d/bash.sh'],
  also: entries =>
    assert.deepEqual(
      entries.map(e => [e.extent, e.disabled ?? false]),
      [
        ['file', true],
        ['file', false],
      ],
    ),
})
