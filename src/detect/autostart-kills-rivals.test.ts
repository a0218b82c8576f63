import assert from 'node:assert/strict'
import { test } from 'node:test'
import { autostartOf, processOf } from '../../test/facts.ts'
import { noIntel } from '../../test/intel.ts'
import { factsOf } from '../core/facts.ts'
import { autostartKillsRivals } from './autostart-kills-rivals.ts'

const own = processOf({ pid: 7, name: 'nbminer', argv: ['nbminer'] })
const detect = (command: string, leads: readonly (typeof own.id)[] = []) => [
  ...autostartKillsRivals.detect(
    factsOf({ processes: [own], autostarts: [autostartOf({ path: '/var/spool/cron/crontabs/root', command })] }),
    noIntel,
    new Set(leads),
  ),
]

test('hit: ends or deletes miners by name, or whatever takes much CPU', () => {
  for (const command of [
    "find /opt /home -iname 'nbminer*' -o -iname 't-rex' -delete; pkill -9 -f nbminer",
    "/bin/sh -c 'pkill -9 xmrig'",
    'pkill -f xmrig; rm -rf /tmp/kdevtmpfsi',
    "ps aux | grep -E 'kinsing|xmr-stak' | awk '{print $2}' | xargs -r kill -9",
    "ps aux --sort=-%cpu | awk '$3>65.0{print $2}' | xargs kill -9",
  ]) {
    const [finding] = detect(command)
    assert.deepEqual([finding?.severity, finding?.joinsMining], ['low', true], command)
    assert.ok(finding?.whyNot !== undefined)
  }
})

test('near misses: a search, a miner that is started, ordinary clean-up, the very miner that runs here', () => {
  for (const command of [
    "find / -name 'xmrig*' -print",
    'pgrep -x xmrig || /opt/xmrig/xmrig -o pool.example:3333',
    'find /tmp -mtime +7 -delete',
    'pkill -HUP -f rsyncd; rm -f /var/run/app.pid',
    'ps aux --sort=-%cpu | head -20 | mail -s top ops@example.com',
    'systemctl restart t-rex-app; rm -rf /srv/t-rex-app/cache',
  ])
    assert.equal(detect(command).length, 0, command)
  assert.equal(detect('pkill -9 nbminer', [own.id]).length, 0)
  assert.equal(detect('pkill -9 nbminer').length, 1)
})
