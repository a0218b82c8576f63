import assert from 'node:assert/strict'
import { test } from 'node:test'
import { shortly } from '../../../test/logs.ts'
import { gitlabAudit } from './gitlab-audit.ts'

const line = (fields: object) =>
  JSON.stringify({
    severity: 'INFO',
    time: '2026-11-21T16:48:13.123Z',
    author_id: 1,
    author_name: 'bob',
    ip_address: '203.0.113.9',
    ...fields,
  })

test('logins, refusals, keys and administrators', () => {
  assert.deepEqual(
    shortly(gitlabAudit, [
      line({ with: 'standard', target_type: 'User', target_details: 'bob' }),
      line({ failed_login: 'STANDARD', author_name: 'root' }),
      line({ add: 'ssh_key', target_type: 'Key', target_details: 'SHA256:x' }),
      line({ change: 'admin', from: 'false', to: 'true', target_type: 'User', target_details: 'eve' }),
      line({ change: 'visibility', target_type: 'Project', target_details: 'shop' }),
      '{"time":"2026-11-21T16:48:13.123Z","username":"","path":"/x"}',
    ]),
    [
      'login bob 203.0.113.9 success gitlab standard',
      'login-failed root 203.0.113.9 failure gitlab',
      'key-changed bob 203.0.113.9 success gitlab add ssh_key SHA256:x',
      'account-changed bob 203.0.113.9 success gitlab change admin eve',
      'configured bob 203.0.113.9 success gitlab change visibility shop',
    ],
  )
})
