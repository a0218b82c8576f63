import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { shortly, toldLines } from '../../../test/logs.ts'
import { guardAgents } from './guard-agents.ts'

test('a guard that was stopped, taken off or found something; its plain work tells nothing', () => {
  assert.deepEqual(
    shortly(
      guardAgents,
      [
        '[2026-11-22 00:48:13.123] [INFO] heartbeat ok',
        '[2026-11-22 00:48:13.123] [WARN] recv signal 15',
        '2026-11-22 00:48:14 uninstall begin',
        '[INFO][2026-11-22 00:48:15] report malware path=/tmp/.x/xmrig',
        'no time here: recv signal 15',
      ],
      { path: '/usr/local/qcloud/YunJing/log/agent.log' },
    ),
    ['unit stopped', 'unit uninstalled', 'alert malware /tmp/.x/xmrig'],
  )
})

test('property: any text, no throw', () => {
  fc.assert(fc.property(fc.string(), text => assert.ok(toldLines(guardAgents, [`[2026-11-22 00:48:13] ${text}`, text]).length <= 2)))
})
