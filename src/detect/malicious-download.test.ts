import assert from 'node:assert/strict'
import { test } from 'node:test'
import { intelWith } from '../../test/intel-with.ts'
import { downloadRow, loginRow } from '../../test/wire-rows.ts'
import type { Download } from '../core/facts/wire.ts'
import { factsOf } from '../core/facts.ts'
import { maliciousDownload } from './malicious-download.ts'

const detect = (row: Partial<Download>, ftp = false) =>
  [
    ...maliciousDownload.detect(
      factsOf({ downloads: [downloadRow(row)], loginTries: ftp ? [loginRow({ service: 'ftp' })] : [] }),
      intelWith(),
      new Set(),
    ),
  ].map(({ severity, signal }) => [severity, signal])

test('hit: a miner by its content, a program from an address without a name, one sent as it is', () => {
  assert.deepEqual(detect({ miner: ['donate-level'], kind: 'configuration' }), [['high', 'mining']])
  assert.deepEqual(detect({ url: 'http://203.0.113.5/a' }), [['medium', 'intrusion']])
  assert.deepEqual(detect({ url: 'tcp://203.0.113.5:33333' }), [['medium', 'intrusion']])
})

test('near miss: a program from a named host, an archive from a mirror, one inside, a transfer by FTP', () => {
  assert.deepEqual(detect({}), [])
  assert.deepEqual(detect({ url: 'http://203.0.113.5/a.tgz', kind: 'archive' }), [])
  assert.deepEqual(detect({ url: 'http://10.0.0.5/agent' }), [['low', 'context']])
  assert.deepEqual(detect({ url: 'tcp://203.0.113.5:20' }, true), [['low', 'context']])
})
