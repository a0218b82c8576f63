import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fileOf } from '../../test/facts.ts'
import { intelWith } from '../../test/intel-with.ts'
import type { FileFact } from '../core/facts/file.ts'
import { factsOf } from '../core/facts.ts'
import { minerConfigFile } from './miner-config-file.ts'

const xmr = '44AFFq5kSiGBoZ4NMDwYtN18obc8AemS33DBLWs3H7otXft3XjrpDtQGv7SqSsaBYBb98uNbr2VBBEt7f2wfn3RVGQBEP3A'
const head = `{\n "donate-level": 0,\n "pools": [{"url": "h.example:443", "user": "${xmr}"}]\n}`
const detect = (file: Partial<FileFact> & { path: string }) => [
  ...minerConfigFile.detect(factsOf({ files: [fileOf(file)] }), intelWith(), new Set()),
]
const strings = ['stratum+tcp://', 'donate-level', 'rx/0', 'XMRig/6.21']
const elf = { machine: 'x86-64', bits: 64, type: 'EXEC', static: true, stripped: true, needed: [], exports: [], strings } as const

test('hit: a configuration under any name, and a program by its strings', () => {
  const [found] = detect({ path: '/tmp/.x/.c', head })
  assert.ok(found !== undefined && found.severity === 'high' && found.evidence[0].locator.startsWith('/tmp/.x/.c:'))
  assert.equal(detect({ path: '/tmp/k', magic: 'elf', elf })[0]?.confidence, 0.9)
})

test('near miss: documentation, rules, logs, histories, what a package vouches for, the example with a placeholder', () => {
  for (const path of [
    '/usr/share/doc/x/config',
    '/opt/davylamp/rules/a.txt',
    '/etc/suricata/rules/m.rules',
    '/root/notes.md',
    '/root/.bash_history',
    '/var/lib/clamav/x.ldb',
  ])
    assert.equal(detect({ path, head }).length, 0, path)
  assert.equal(detect({ path: '/var/log/x', head, roles: ['log'] }).length, 0)
  assert.equal(detect({ path: '/usr/bin/x', magic: 'elf', elf, packaged: 'intact' }).length, 0)
  assert.equal(
    detect({
      path: '/root/xmrig/config.json',
      head: head.replace(xmr, 'YOUR_WALLET_ADDRESS').replace('"pools"', '"rig-id":null,"randomx":{},"pools"'),
    })[0]?.severity,
    'low',
  )
  const quotes = [
    JSON.stringify({ excerpt: head }),
    `  high  F-0123456789 /tmp/x:3: ${head.replace(/\s+/g, ' ').replaceAll('{', '· ').replaceAll(',', ' ·')}`,
  ]
  for (const text of quotes) assert.notEqual(detect({ path: '/root/report', head: text })[0]?.severity ?? 'low', 'high')
  assert.equal(detect({ path: '/srv/package.json', head: '{"name":"x","dependencies":{"pools":"1"}}' }).length, 0)
})
