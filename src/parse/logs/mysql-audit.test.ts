import assert from 'node:assert/strict'
import { test } from 'node:test'
import { firstTime, shortly } from '../../../test/logs.ts'
import { mysqlAudit } from './mysql-audit.ts'

test('connections and statements of MySQL Enterprise and Percona', () => {
  const lines = [
    '[',
    '{ "timestamp": "2026-11-21 16:48:13", "id": 0, "class": "connection", "event": "connect", "connection_id": 12, "account": { "user": "root", "host": "" }, "login": { "user": "root", "ip": "203.0.113.9" }, "connection_data": { "status": 1045 } },',
    '{ "timestamp": "2026-11-21 16:48:14", "id": 1, "class": "general", "event": "status", "connection_id": 13, "account": { "user": "root", "host": "" }, "login": { "ip": "203.0.113.9" }, "general_data": { "command": "Query", "query": "create function sys_eval returns string soname \'lib_mysqludf_sys.so\'", "status": 0 } },',
    '{"audit_record":{"name":"Connect","record":"2_2026","timestamp":"2026-11-21T16:48:15Z","connection_id":"14","status":0,"user":"app","ip":"203.0.113.9"}}',
    '{"audit_record":{"name":"Query","timestamp":"2026-11-21T16:48:16Z","connection_id":"14","status":0,"sqltext":"select 1","user":"app[app] @  [203.0.113.9]","ip":"203.0.113.9"}}',
    ']',
  ]
  const told = shortly(mysqlAudit, lines)
  assert.deepEqual(told[0], 'login-failed root 203.0.113.9 failure mysql')
  assert.match(told[1] ?? '', /^exploit .*root 203\.0\.113\.9 success .*create function sys_eval/)
  assert.deepEqual(told.slice(2), ['login app 203.0.113.9 success mysql'])
  assert.equal(firstTime(mysqlAudit, lines), '2026-11-21T16:48:13.000Z')
})
