// davylamp pcap as a user runs it: captures of every wrapping, cut off, mixed with what is none.
import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { gzipSync, zstdCompressSync } from 'node:zlib'
import { concat } from '../../src/core/bytes.ts'
import type { Facts } from '../../src/core/facts.ts'
import type { ScanResult } from '../../src/core/incident.ts'
import { eth, ip4, pcapOf, udp } from '../packets.ts'
import { stratumTalk, talkWallet } from '../stratum-talk.ts'
import { davylamp, scanJson } from './run.ts'

const folder = mkdtempSync(join(tmpdir(), 'davylamp-pcap-'))
after(() => rmSync(folder, { recursive: true, force: true }))
const state = ['--state', join(folder, 'state')]

function file(name: string, bytes: Uint8Array | string): string {
  const path = join(folder, name)
  writeFileSync(path, bytes)
  return path
}

const mining = pcapOf(stratumTalk())
const quiet = pcapOf([{ bytes: eth(0x0800, ip4(17, udp({}, 'nothing of interest'))) }])
const run = (...args: readonly string[]): ScanResult => JSON.parse(davylamp(['pcap', '--json', ...state, ...args]).out) as ScanResult

test('mining is told with its wallet and its frame, plain, gzip and zstd, and the exit code says so', () => {
  const wrapped = {
    plain: mining,
    gzip: gzipSync(mining),
    zstd: zstdCompressSync(mining),
    members: concat([gzipSync(mining.subarray(0, 100)), gzipSync(mining.subarray(100))]),
  }
  for (const [name, bytes] of Object.entries(wrapped)) {
    const { verdict, incidents, coverage } = run(file(name, bytes))
    assert.deepEqual([verdict, incidents.length, coverage.wire?.frames], ['mining', 1, 8], name)
    assert.ok(incidents[0]?.members.includes(`wallet:${talkWallet}`))
    assert.match(incidents[0]?.findings[0].evidence[0].locator ?? '', /#4$/)
  }
  const { code, out } = davylamp(['pcap', ...state, file('plain', mining)])
  assert.equal(code, 1)
  assert.match(out, /192\.0\.2\.1:50000 mines for the pool 198\.51\.100\.1:3333 \(XMR/)
  // What a person asks next: when that was, and whose wallet.
  assert.match(out, /capture · (\d{4}-\d\d-\d\d \d\d:\d\d):\d\d – \1:\d\d UTC\n/)
  assert.ok(out.includes(`wallet ${talkWallet}`), out)
  assert.match(out, /Next: davylamp scan on 192\.0\.2\.1 /)
  assert.match(out, /1 finding about \d+ things\n/)
})

test('standard input, many captures at once, the facts in a file', () => {
  const facts = join(folder, 'facts.json')
  const { verdict, host, coverage } = run('--facts', facts, file('a.pcap', quiet), file('b.pcap', mining))
  assert.deepEqual([verdict, host, coverage.wire?.frames], ['mining', 'a.pcap +1', 9])
  assert.deepEqual(coverage.wire?.captures, ['a.pcap', 'b.pcap'])
  assert.equal((JSON.parse(readFileSync(facts, 'utf8')) as Facts).stratum[0]?.frame, 'b.pcap#4')
  const piped = davylamp(['pcap', '--json', ...state, '-'], { input: gzipSync(mining) })
  assert.equal((JSON.parse(piped.out) as ScanResult).verdict, 'mining')
})

test('several threads say what one says', () => {
  const others = Array.from({ length: 50 }, (_, i) => ({
    bytes: eth(0x0800, ip4(17, udp({ dport: 1000 + i }, 'x'), { to: `198.51.100.${i}` })),
  }))
  const path = file('shared.pcap', pcapOf([...others, ...stratumTalk()]))
  const told = ({ findings, coverage, gaps, verdict }: ScanResult) => ({ findings, coverage, gaps, verdict })
  assert.deepEqual(told(run('--threads', '3', path)), told(run(path)))
})

test('a capture joined to the scan of a disk', () => {
  const root = join(folder, 'root')
  mkdirSync(join(root, 'etc'), { recursive: true })
  writeFileSync(join(root, 'etc', 'passwd'), 'root:x:0:0:root:/root:/bin/bash\n')
  const { verdict, findings, coverage } = scanJson(['--root', root, '--capture', file('joined.pcap', mining), ...state])
  assert.deepEqual([verdict, coverage.wire?.frames, coverage.collectors.length > 0], ['mining', 8, true])
  assert.ok(findings.some(f => f.detector === 'stratum-conversation'))
  const { code, err } = davylamp(['scan', '--root', root, '--capture', '/etc/passwd', ...state])
  assert.deepEqual([code, err], [2, 'davylamp: /etc/passwd: neither pcap nor pcapng\n'])
})

test('one capture that cannot be read costs none of the others', () => {
  const good = file('good.pcap', mining)
  const others = [file('empty.pcap', ''), file('notes.txt', 'no capture'), '/nonexistent', folder]
  const { verdict, gaps } = run(...others, good)
  assert.deepEqual(
    [verdict, gaps.map(g => g.detail)],
    ['mining', ['is empty', 'neither pcap nor pcapng', 'no such file', 'is a directory']],
  )
  assert.deepEqual(run('--threads', '2', file('q.pcap', quiet), ...others).verdict, 'incomplete')
})

test('nothing found is clean; a capture that is cut off is not', () => {
  assert.equal(davylamp(['pcap', ...state, file('quiet', quiet)]).code, 0)
  assert.equal(run(file('hollow', pcapOf([]))).verdict, 'incomplete')
  for (const bytes of [quiet.slice(0, -3), gzipSync(quiet).subarray(0, -12)]) {
    const { code, out } = davylamp(['pcap', '--lang', 'zh', ...state, file('cut', bytes)])
    assert.equal(code, 2)
    assert.match(out, /未查全[\s\S]*格式损坏\s+cut – 读到第 \d+ 帧后:/)
  }
})

describe('what is no capture is one sentence and exit code 2', () => {
  const cases: Readonly<Record<string, readonly string[]>> = {
    'no file': [],
    'a file that does not exist': ['/nonexistent'],
    'a directory': ['/'],
    'a text': ['/etc/passwd'],
    'an empty file': ['/dev/null'],
    'a folder for carved files that cannot be made': ['--extract', '/dev/null/x', file('fine', quiet)],
    'no number of threads': ['--threads', 'many', file('fine', quiet)],
    'facts that cannot be written': ['--facts', '/nonexistent/x', file('fine', quiet)],
  }
  for (const [name, args] of Object.entries(cases)) {
    test(name, () => {
      const { code, out, err } = davylamp(['pcap', ...state, ...args])
      assert.deepEqual([code, out], [2, ''])
      assert.match(err, /^davylamp: [^\n]+\n$/)
    })
  }
})
