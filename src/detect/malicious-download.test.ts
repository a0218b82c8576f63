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

test('hit: an archive from where a loader came from; near miss: from elsewhere, or fetched by another machine', () => {
  const archive = { url: 'http://203.0.113.5:8080/a.tgz', kind: 'archive' } as const
  const found = (loader: Partial<Download>) =>
    [...maliciousDownload.detect(factsOf({ downloads: [downloadRow(loader), downloadRow(archive)] }), intelWith(), new Set())].length
  assert.equal(found({ url: 'http://203.0.113.5/ldr.sh', kind: 'script' }), 2)
  assert.equal(found({ url: 'http://203.0.113.6/ldr.sh', kind: 'script' }), 1)
  assert.equal(found({ url: 'http://203.0.113.5/ldr.sh', kind: 'script', receiver: '192.0.2.99' }), 1)
})

test('near miss: a program from a named host, an archive from a mirror, one inside, a transfer by FTP', () => {
  assert.deepEqual(detect({}), [])
  assert.deepEqual(detect({ url: 'http://203.0.113.5/a.tgz', kind: 'archive' }), [])
  assert.deepEqual(detect({ url: 'http://10.0.0.5/agent' }), [['low', 'context']])
  assert.deepEqual(detect({ url: 'tcp://203.0.113.5:20' }, true), [['low', 'context']])
})
