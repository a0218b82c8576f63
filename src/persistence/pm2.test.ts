import assert from 'node:assert/strict'
import { test } from 'node:test'
import { autostartsOf } from '../../test/autostarts.ts'
import { testKind } from '../../test/kinds.ts'
import { bytesOf, textOf } from '../core/bytes.ts'
import { pm2 } from './pm2.ts'

const app = (name: string, path: string, more: object = {}) => ({
  name,
  pm_exec_path: path,
  exec_interpreter: 'node',
  username: 'bob',
  ...more,
})
const list = [
  app('web', '/srv/web/index.js', { args: ['--port', '80'] }),
  app('sys', '/tmp/.x/sys', { exec_interpreter: 'none', args: '-o pool', cron_restart: '*/5 * * * *' }),
  { name: 'empty' },
]
const path = '/root/.pm2/dump.pm2'

testKind(pm2, {
  tree: {
    [path]: JSON.stringify(list),
    '/home/bob/.pm2/dump.pm2': JSON.stringify([list[1], list[0]], null, 2),
    '/home/bob/.pm2/dump.pm2.bak': '[]',
  },
  lists: [
    `${path}:1 node /srv/web/index.js --port 80`,
    `${path}:1 /tmp/.x/sys -o pool`,
    '/home/bob/.pm2/dump.pm2:2 /tmp/.x/sys -o pool',
    '/home/bob/.pm2/dump.pm2:10 node /srv/web/index.js --port 80',
  ],
  also: entries =>
    assert.deepEqual(
      entries.map(e => [e.name, e.user, e.when]),
      [
        ['web', 'bob', ''],
        ['sys', 'bob', '*/5 * * * *'],
        ['sys', 'bob', '*/5 * * * *'],
        ['web', 'bob', ''],
      ],
    ),
})

test('what is left is still the list, also when the entry has moved', () => {
  const [, sys] = autostartsOf(pm2, { [path]: JSON.stringify(list) })
  assert.ok(sys)
  const moved = bytesOf(JSON.stringify([{ name: 'new' }, ...list]))
  const after = pm2.disarm(sys, moved)
  assert.deepEqual(after && JSON.parse(textOf(after)), [{ name: 'new' }, list[0], list[2]])
  assert.equal(pm2.disarm(sys, bytesOf('[]')) && textOf(pm2.disarm(sys, bytesOf('[]'))!), '[]')
})
