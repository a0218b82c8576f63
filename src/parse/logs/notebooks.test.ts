import assert from 'node:assert/strict'
import { test } from 'node:test'
import { firstTime, shortly } from '../../../test/logs.ts'
import { jupyterLog, rayEvents } from './notebooks.ts'

test('Jupyter: requests, terminals, kernels, and a server that lets everybody in', () => {
  const lines = [
    '[W 2026-11-22 00:48:10.001 ServerApp] All authentication is disabled.  Anyone who can connect to this server will be able to run code.',
    '[I 2026-11-22 00:48:13.123 ServerApp] 201 POST /api/terminals (@203.0.113.9) 4.10ms',
    '[I 2026-11-22 00:48:13.200 ServerApp] New terminal with automatic name: 1',
    '[I 2026-11-22 00:48:14.000 ServerApp] Kernel started: 079ef574-f3df-4e5c-ae93-953b29769c1f',
    '[I 2026-11-22 00:48:15.000 ServerApp] 200 GET /api/contents (bob@198.51.100.7) 1.2ms',
    'sh: 1: xmrig: not found',
  ]
  const told = shortly(jupyterLog, lines)
  assert.deepEqual(told[0], 'configured jupyter-terminal jupyter without authentication')
  assert.match(
    told[1] ?? '',
    /^exploit jupyter-terminal 203\.0\.113\.9 success POST \/api\/terminals|^request jupyter-terminal 203\.0\.113\.9 success POST \/api\/terminals/,
  )
  assert.deepEqual(told.slice(2), ['command jupyter terminal', 'command jupyter kernel', 'error shell-output xmrig xmrig: not found'])
  assert.equal(firstTime(jupyterLog, lines), '2026-11-22T00:48:10.001Z local')
  assert.ok(jupyterLog.recognise(`${lines.join('\n')}\n`, 'x') > 0.5)
})

test('Ray: jobs; other events are not told', () => {
  assert.deepEqual(
    shortly(rayEvents, [
      '{"event_id":"1A","source_type":"JOBS","severity":"INFO","message":"Started a ray job raysubmit_x.","timestamp":"1795279693","custom_fields":{"submission_id":"raysubmit_x"}}',
      '{"event_id":"1B","source_type":"GCS","severity":"INFO","message":"node says: Started a ray job x","timestamp":"1795279693"}',
    ]),
    ['command ray-job-submit success ray job'],
  )
})
