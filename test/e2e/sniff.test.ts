// davylamp sniff as a user runs it, in a network of its own with a miner that only talks.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import type { ScanResult } from '../../src/core/incident.ts'
import { talkWallet } from '../stratum-talk.ts'
import { davylamp } from './run.ts'

const folder = mkdtempSync(join(tmpdir(), 'davylamp-sniff-'))
after(() => rmSync(folder, { recursive: true, force: true }))
const root = join(import.meta.dirname, '..', '..')
const node = `${process.execPath} --disable-warning=ExperimentalWarning`
const tool = `${node} ${join(root, 'src', 'cli', 'main.ts')}`
const miner = `${node} ${join(root, 'test', 'loopback-miner.ts')}`
const isolated = spawnSync('unshare', ['-n', 'true']).status === 0
const skip = isolated ? false : 'needs a network namespace of its own'

/** Runs a shell in a network namespace in which there is nothing but the loopback; `ready FILE` waits until sniff listens. */
function inNetwork(script: string): { code: number | null; out: string; err: string } {
  const ready = 'ready() { until grep -q Ctrl-C "$1" 2>/dev/null; do sleep 0.1; done; }'
  const { status, stdout, stderr } = spawnSync('unshare', ['-n', 'sh', '-c', `${ready}\nip link set lo up\n${script}`], {
    cwd: folder,
    encoding: 'utf8',
    timeout: 120_000,
    env: { ...process.env, LANG: 'C' },
  })
  return { code: status, out: stdout, err: stderr }
}

test('the miner is told while it talks, with its process; Ctrl-C ends with the summary; the capture reads back the same', { skip }, () => {
  const { code, out, err } = inNetwork(`
    ${tool} sniff lo --duration 1h --write talk.pcapng --state state > said 2> wrong & sniffer=$!
    ready said
    ${miner} 5
    kill -INT $sniffer
    wait $sniffer; code=$?
    cat said; cat wrong >&2; exit $code`)
  assert.deepEqual([code, err], [1, ''])
  const [first = '', ...rest] = out.split('\n')
  assert.match(first, /^Listening on lo\. Ctrl-C ends\./)
  assert.match(rest[0] ?? '', /critical +pool +127\.0\.0\.1:\d+ mines for the pool 127\.0\.0\.1:3333/)
  // The first line may be quicker than the look at the processes; what is written down is not.
  const [, frames = ''] = /Looked at (\d+) packets of 1 conversation /.exec(out) ?? []
  assert.ok(out.includes(`The kernel received ${frames} packets for us and dropped 0`), out)
  assert.match(out, /\nNext: davylamp scan looks at the process behind it, davylamp respond answers it\n/)
  const read = davylamp(['pcap', '--json', '--state', join(folder, 'state'), join(folder, 'talk.pcapng')])
  const { verdict, incidents, coverage } = JSON.parse(read.out) as ScanResult
  assert.deepEqual([verdict, `${coverage.wire?.frames}`], ['mining', frames])
  assert.ok(incidents[0]?.members.includes(`wallet:${talkWallet}`))
  assert.match(readFileSync(join(folder, 'talk.pcapng'), 'latin1'), /process node\S*\[\d+\] \(uid \d+\)/)
})

test('nothing passes: clean, as JSON and nothing else; all interfaces', { skip }, () => {
  const { code, out, err } = inNetwork(`${tool} sniff --duration 1s --json --state state`)
  const { verdict, coverage } = JSON.parse(out) as ScanResult
  assert.deepEqual([code, err, verdict, coverage.wire?.frames, coverage.wire?.dropped], [0, '', 'clean', 0, 0])
})

test('bad input is one sentence', { skip }, () => {
  const bad: readonly (readonly [readonly string[], RegExp])[] = [
    [['nosuch0', '--duration', '1s'], /^davylamp: packets of nosuch0: there is no such interface\n$/],
    [['x'.repeat(40), '--duration', '1s'], /there is no such interface\n$/],
    [['lo', '--duration', 'soon'], /^davylamp: --duration takes a time such as 30s, 10m or 24h \(at most 24d\), not "soon"\n$/],
    [['lo', 'eth0'], /^davylamp: too many arguments/],
    [['lo', '--duration', '1s', '--write', '/nonexistent/x'], /^davylamp: the capture cannot be written to \/nonexistent\/x: ENOENT\n$/],
  ]
  for (const [args, sentence] of bad) {
    const { code, err } = davylamp(['sniff', ...args, '--state', join(folder, 'state')])
    assert.equal(code, 2, args.join(' '))
    assert.match(err, sentence)
  }
  assert.ok(!existsSync('/nonexistent'))
})

test('without the right to capture, one sentence says so', { skip }, () => {
  const { code, err } = inNetwork(`setpriv --bounding-set -all --inh-caps -all ${tool} sniff lo --duration 1s --state state`)
  assert.deepEqual([code, err], [2, 'davylamp: packets of lo: capturing needs root or CAP_NET_RAW\n'])
})
