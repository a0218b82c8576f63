import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { orderOf, plainSql, sqlPart } from './sql-text.ts'

test('comments and blanks that hide words are taken off, texts in quotes stay', () => {
  assert.equal(plainSql("COPY/**/x\tFROM--c\n  PROGRAM 'a  /*b*/'"), "copy x from program 'a  /*b*/'")
  assert.equal(plainSql("/*!50000 SELECT*/ 1 INTO/* x */DUMPFILE '/tmp/a'"), "select 1 into dumpfile '/tmp/a'")
})

test('an order is what a statement says to do, without what it speaks of', () => {
  assert.equal(orderOf("copy a from program 'it''s \\' x'"), "copy a from program ''")
  const part = sqlPart('INSERT INTO t VALUES(\'copy a from program\', "b")')
  assert.deepEqual(['query', 'order', 'x'].map(part), [
    `insert into t values('copy a from program', "b")`,
    `insert into t values('', "")`,
    '',
  ])
})

test('texts that are joined are read as one', () => {
  assert.equal(sqlPart("SET @x = 'xp_' + N'cmd' || 'shell' + @y")('joined'), "set @x = 'xp_cmdshell' + @y")
})

test('any text: no throw, no long work', () => {
  fc.assert(fc.property(fc.string({ maxLength: 300 }), text => void sqlPart(text)('order')))
  plainSql(`${"'".repeat(9001)}${'/*'.repeat(4000)}${'/***'.repeat(2000)}`)
})
