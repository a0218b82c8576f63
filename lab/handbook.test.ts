import assert from 'node:assert/strict'
import { test } from 'node:test'
import { handbook } from './handbook.ts'
import type { Thing } from './scenario.ts'

test('every program of a miner, crontab and unit that names one gets its command, each once', () => {
  const artefacts: readonly Thing[] = [
    { kind: 'process', exe: '/tmp/.x/kdev', note: '' },
    { kind: 'process', argv: '/tmp/.x/guard.sh', note: '' },
    { kind: 'process', name: "it's", note: '' },
    { kind: 'line', path: '/var/spool/cron/crontabs/web', text: 'x', note: '' },
    { kind: 'line', path: '/var/spool/cron/crontabs/root', text: 'x', note: '' },
    { kind: 'file', path: '/etc/systemd/system/kdev.service', note: '' },
    { kind: 'file', path: '/etc/systemd/system/other.service', note: '' },
    { kind: 'file', path: '/etc/cron.d/kdev', note: '' },
  ]
  const textOf = (path: string): string => (path.endsWith('/kdev.service') ? 'ExecStart=/tmp/.x/kdev -o pool' : 'ExecStart=/bin/true')
  assert.deepEqual(handbook(artefacts, textOf), [
    "pkill -9 -f 'kdev'",
    "pkill -9 -f 'it'\\''s'",
    "rm -rf '/tmp/.x/kdev'",
    "crontab -r -u 'root'",
    "crontab -r -u 'web'",
    "systemctl disable --now 'kdev.service'",
  ])
})
