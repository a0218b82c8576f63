import assert from 'node:assert/strict'
import { test } from 'node:test'
import { chineseMarks } from './chinese-marks.ts'

test('marks beside Chinese characters are full width', () => {
  assert.equal(chineseMarks('扫描(davylamp scan),看到 3 个进程;结论:挖矿'), '扫描（davylamp scan），看到 3 个进程；结论：挖矿')
  assert.equal(chineseMarks('把 /etc/x(共 2 行)移走,/tmp/y 保留'), '把 /etc/x（共 2 行）移走，/tmp/y 保留')
})

test('addresses, times, numbers and Latin text keep theirs', () => {
  for (const text of ['http://192.0.2.1:80/a?b=c', '2026-05-01 02:00:00 UTC', '1,200 (about)', 'a, b; c: d!'])
    assert.equal(chineseMarks(text), text)
})
