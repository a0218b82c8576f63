import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { fullCase } from '../../test/report-case.ts'
import { itemText, wayText } from './custody-words.ts'

const [entry] = fullCase.custody
const way = (how: string): string => wayText({ ...entry!, how }).zh

test('all that the keepers of evidence take has a Chinese name', () => {
  const store = join(import.meta.dirname, '../store')
  const source = ['process-evidence.ts', 'file-evidence.ts', 'evidence.ts', 'cases.ts'].map(file => readFileSync(join(store, file), 'utf8'))
  const [texts = ''] = /const texts = \[.*?\]/.exec(source[0]!) ?? []
  const named = [...source.join('\n').matchAll(/(?:what: |this\.(?:text|describe|missed|file)\(|keeper\.missed\()'([a-z ]+)'/g)].map(
    m => m[1]!,
  )
  const what = new Set([...named, ...[...texts.matchAll(/'(\w+)'/g)].map(m => m[1]!)])
  assert.ok(what.size >= 18, [...what].join())
  for (const one of what) assert.match(itemText({ ...entry!, what: one }).zh, /[\u4e00-\u9fff]/, one)
})

test('how it was taken, part by part, and why it could not be', () => {
  assert.equal(way('statx, readlink and extended attributes, before any step'), '处置前以 statx、readlink 与扩展属性读取')
  assert.equal(
    way(
      'read through /proc while frozen by step S01; private writable memory in use, 4 of 5 regions, 9 bytes left out (caps: 16.0 MiB of a region, 64.0 MiB of this process)',
    ),
    '步骤 S01 冻结期间经 /proc 读取;使用中的私有可写内存,5 个区域取 4 个,略去 9 字节(上限:每区域 16.0 MiB,本进程 64.0 MiB)',
  )
  assert.equal(
    way('read through /proc while frozen by step S01; not to be had: permission denied'),
    '步骤 S01 冻结期间经 /proc 读取;未能取得:没有权限',
  )
  assert.equal(
    way('kept by step S03 (vault-file) at 2026-05-01T00:00:00.000Z, before it was changed'),
    '步骤 S03 改动之前留存(2026-05-01T00:00:00.000Z)',
  )
})

test('what nobody has put into words stays as it was written', () => {
  assert.equal(way('by carrier pigeon'), 'by carrier pigeon')
  assert.deepEqual(itemText({ ...entry!, what: 'a pigeon' }), { zh: 'a pigeon', en: 'a pigeon' })
})
