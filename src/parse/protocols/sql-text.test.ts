import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { plainSql } from './sql-text.ts'

test('comments and blanks that hide words are taken off, texts in quotes stay', () => {
  assert.equal(plainSql("COPY/**/x\tFROM--c\n  PROGRAM 'a  /*b*/'"), "copy x from program 'a  /*b*/'")
  assert.equal(plainSql("/*!50000 SELECT*/ 1 INTO/* x */DUMPFILE '/tmp/a'"), "select 1 into dumpfile '/tmp/a'")
})

test('any text: no throw, no long work', () => {
  fc.assert(fc.property(fc.string({ maxLength: 300 }), text => void plainSql(text)))
  plainSql(`${"'".repeat(9001)}${'/*'.repeat(4000)}${'/***'.repeat(2000)}`)
})
