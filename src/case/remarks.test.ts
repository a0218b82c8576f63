import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findingOf } from '../../test/findings.ts'
import { someWireRow } from '../../test/wire-rows.ts'
import { evidence } from '../core/finding.ts'
import { onCaptures, withRemarks } from './remarks.ts'

const { conversation, at } = someWireRow
const remark = { frame: 'a.pcapng#3', conversation, at, text: 'sshd[812]' }
const excerpts = (finding: ReturnType<typeof findingOf>) => finding.evidence.map(({ excerpt }) => excerpt)

test('a comment on the conversation or the frame of a finding stands beside its evidence, once', () => {
  const found = findingOf({ about: [conversation], evidence: [evidence('wire', 'a.pcapng#3', 'login')] })
  assert.deepEqual(withRemarks([found], [remark]).map(excerpts), [['login', 'comment: sshd[812]']])
  const many = Array.from({ length: 9 }, (_, i) => ({ ...remark, text: `${i}` }))
  assert.equal(withRemarks([found], many)[0]?.evidence.length, 4)
})

test('near miss: comments on other conversations; those on captures are told apart', () => {
  const found = findingOf({ about: ['ip:192.0.2.1'], evidence: [evidence('wire', 'a.pcapng#4', 'login')] })
  assert.deepEqual(withRemarks([found], [remark]), [found])
  assert.deepEqual(onCaptures([remark, { frame: 'a.pcapng', at, text: 'taken at the gate' }]), ['a.pcapng: taken at the gate'])
})
