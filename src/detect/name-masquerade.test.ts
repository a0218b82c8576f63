import assert from 'node:assert/strict'
import { test } from 'node:test'
import { processOf } from '../../test/facts.ts'
import { noIntel } from '../../test/intel.ts'
import { factsOf } from '../core/facts.ts'
import { nameMasquerade } from './name-masquerade.ts'

const detect = (path: string, argv: string[], name = argv[0]?.slice(0, 15) ?? '', deleted = false) =>
  [
    ...nameMasquerade.detect(
      factsOf({ processes: [processOf({ pid: 7, name, argv, exe: { path, deleted, memfd: false } })] }),
      noIntel,
      new Set(),
    ),
  ].map(f => f.severity)

test('hit: titles of services over other programs', () => {
  assert.deepEqual(detect('/root/.redtail', ['php-fpm: pool www']), ['high'])
  assert.deepEqual(detect('/usr/bin/perl', ['/usr/sbin/httpd']), ['high'])
  assert.deepEqual(detect('/home/a/x', ['-bash']), ['high'])
  assert.deepEqual(detect('/tmp/sshd', ['sshd: root@pts/0']), ['high'])
  assert.deepEqual(detect('/var/tmp/x', ['systemd-resolved'], 'systemd-resolve'), ['high'])
  assert.deepEqual(detect('/home/a/run', ['systemd'], 'systemd'), ['low'])
})

test('near miss: the services themselves, wrappers, scripts, interpreters, custom builds, translators', () => {
  for (const [path, ...argv] of [
    ['/usr/sbin/php-fpm8.2', 'php-fpm: pool www'],
    ['/usr/sbin/nginx', 'nginx: worker process'],
    ['/home/deploy/nginx/sbin/nginx', 'nginx: master process ./nginx'],
    ['/usr/lib/openssh/sshd-session', 'sshd-session: a [priv]'],
    ['/usr/lib/postgresql/15/bin/postgres', 'postgres: walwriter '],
    ['/usr/bin/bash', '-bash'],
    ['/bin/busybox', '/usr/sbin/crond', '-f'],
    ['/usr/bin/python3.11', '/usr/sbin/httpd', '/srv/app.py'],
    ['/home/a/.pyenv/versions/3.11/bin/python3.11', 'python3', 'x.py'],
    ['/home/a/.sdkman/candidates/java/17/bin/java', 'java', '-jar', 'x.jar'],
    ['/mnt/lima-rosetta/rosetta', '/usr/sbin/nginx', '-g'],
    ['/usr/local/bin/dumb-init', '/usr/sbin/apache2'],
    ['/init', 'init'],
    ['/usr/lib/systemd/systemd', '/usr/lib/systemd/systemd', '--user'],
  ] as const)
    assert.deepEqual(detect(path, argv as unknown as string[]), [], path)
})
