import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { rowsOfTalk, type Said } from '../../../test/wire.ts'
import { bareFile } from './bare-file.ts'

const elf = `\x7fELF\x02\x01\x01${'\x00'.repeat(100)}${'code '.repeat(300)}--donate-level stratum+tcp://pool.example.org:3333 rx/0 xmrig`
const sha256 = (text: string): string => createHash('sha256').update(Buffer.from(text, 'latin1')).digest('hex')

test('a program comes whole in any segments, and is kept under its digest', () => {
  const kept = new Map<string, number>()
  const said: Said[] = [...elf].map(c => [1, c])
  const { downloads = [] } = rowsOfTalk([bareFile], said, { keep: (digest, body) => kept.set(digest, body.length) })
  const [row] = downloads
  assert.deepEqual(
    [row?.kind, row?.size, row?.whole, row?.url, row?.receiver],
    ['elf', elf.length, true, 'tcp://198.51.100.1:3333', '192.0.2.1'],
  )
  assert.ok((row?.miner.length ?? 0) >= 3 && (row?.entropy ?? 0) > 2)
  assert.deepEqual([...kept], [[sha256(elf), elf.length]])
  assert.equal(row?.sha256, sha256(elf))
  assert.match(`${row?.tlsh} ${row?.ssdeep}`, /^T1[0-9A-F]{70} 3:/)
})

test('a script that is pushed; a part that was lost is said', () => {
  const { downloads = [] } = rowsOfTalk(
    [bareFile],
    [
      [0, '#!/bin/sh\necho hello there\n'],
      [0, 100],
      [0, 'exit\n'],
    ],
  )
  assert.deepEqual(
    downloads.map(({ kind, whole, url }) => [kind, whole, url]),
    [['script', false, 'tcp://192.0.2.1:50000']],
  )
})

test('near miss: other bytes with the same beginning', () => {
  for (const said of ['\x7fELF\x07\x01\x01 and so on, and so on', 'MZ and so on, and so on'.padEnd(100), '#channel is a room of IRC'])
    assert.deepEqual(rowsOfTalk([bareFile], [[1, said]]), {})
})
