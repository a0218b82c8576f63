import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fileOf, processOf } from '../../test/facts.ts'
import { noIntel } from '../../test/intel.ts'
import { factsOf } from '../core/facts.ts'
import { runsMinerConfig } from './runs-miner-config.ts'

const head =
  '{"donate-level":1,"pools":[{"algo":"rx/0","url":"198.51.100.9:443","user":"43mJho7HpnD2EoyTwkc11yYicgtWw4GJ7CwenUkFx93DfEnoTPMNsqhM5dsfa78nwWYBTXFxzg6GWcomyEJnMPGCPWMLZR5"}]}'
const config = fileOf({ path: '/opt/kd/config.json', head })
const exe = (path: string) => ({ path, deleted: false, memfd: false })
const detect = (given: Partial<Parameters<typeof processOf>[0]>, file = config, accused = true) => [
  ...runsMinerConfig.detect(
    factsOf({ processes: [processOf({ pid: 7, ...given })], files: [file] }),
    noIntel,
    new Set(accused ? [file.id] : []),
  ),
]

test('hit: the program beside it, started there, or given it, in a container too', () => {
  assert.equal(detect({ exe: exe('/opt/kd/kdumpd') })[0]?.about[1], config.id)
  assert.equal(detect({ exe: exe('/srv/x'), cwd: '/opt/kd' }).length, 1)
  assert.equal(detect({ exe: exe('/srv/x'), argv: ['x', '--config=/opt/kd/config.json'] }).length, 1)
  assert.equal(detect({ exe: { path: '/memfd:a', deleted: true, memfd: true }, cwd: '/opt/kd' }).length, 1)
  assert.equal(detect({ exe: exe('/app/kd') }, fileOf({ path: '/proc/7/root/app/config.json', head })).length, 1)
})

test('near miss: an editor or a shell in that folder, a program elsewhere, a configuration nobody accuses, another json', () => {
  assert.equal(detect({ exe: exe('/usr/bin/vim.basic'), cwd: '/opt/kd', argv: ['vim', '/opt/kd/config.json'] }).length, 0)
  assert.equal(detect({ exe: exe('/usr/bin/bash'), cwd: '/opt/kd' }).length, 0)
  assert.equal(detect({ exe: exe('/opt/app/server'), cwd: '/opt/app' }).length, 0)
  assert.equal(detect({ exe: exe('/opt/kd/kdumpd') }, config, false).length, 0)
  assert.equal(detect({ exe: exe('/opt/kd/kdumpd') }, fileOf({ path: '/opt/kd/config.json', head: '{"port":80}' })).length, 0)
})
