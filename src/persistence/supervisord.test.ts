import assert from 'node:assert/strict'
import { testKind } from '../../test/kinds.ts'
import { supervisord } from './supervisord.ts'

testKind(supervisord, {
  tree: {
    '/etc/supervisor/supervisord.conf':
      '[supervisord]\nlogfile=/var/log/s.log\n[include]\nfiles = /etc/supervisor/conf.d/*.conf /opt/app/*.ini ../x.conf /*/*/*/x\n',
    '/etc/supervisor/conf.d/web.conf':
      '; web\n[program:web]\ncommand=/usr/bin/web\nuser=www-data\n\n[program:off]\ncommand=/bin/off\nautostart=false\n',
    '/etc/supervisord.d/a.ini': '[eventlistener:x]\ncommand = /tmp/x -o\n  pool ; note\nautorestart=true',
    '/opt/app/p.ini': '[program:p]\ncommand=/opt/app/p\n[group:g]\nprograms=p\n',
  },
  lists: [
    '/etc/supervisord.d/a.ini:1 /tmp/x -o pool',
    '/etc/supervisor/conf.d/web.conf:2 /usr/bin/web',
    '/etc/supervisor/conf.d/web.conf:6 /bin/off',
    '/opt/app/p.ini:1 /opt/app/p',
  ],
  also: entries =>
    assert.deepEqual(
      entries.map(e => [e.name, e.user, e.when, e.disabled === true]),
      [
        ['x', '', 'autorestart=true', false],
        ['web', 'www-data', '', false],
        ['off', '', '', true],
        ['p', '', '', false],
      ],
    ),
})
