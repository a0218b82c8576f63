// Every dialect, disguise and carrier, spoken through real sockets in a network of its own, captured by tcpdump, read by davylamp.
import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { after, test } from 'node:test'
import type { Facts } from '../../src/core/facts.ts'
import type { ScanResult } from '../../src/core/incident.ts'
import { davylamp } from './run.ts'
import { poolName, scenes, theEnd } from './wire-dialects/scenes.ts'

const can = process.getuid?.() === 0 && spawnSync('tcpdump', ['--version']).status === 0
const folder = mkdtempSync(join(tmpdir(), 'davylamp-dialects-'))
const capture = join(folder, 'talks.pcap')
after(() => rmSync(folder, { recursive: true, force: true }))

/** Reads until the text was said; gives all that came. */
async function until(stream: Readable, wanted: string): Promise<Buffer> {
  let all = Buffer.alloc(0)
  for await (const part of stream.iterator({ destroyOnReturn: false })) {
    all = Buffer.concat([all, part as Buffer])
    if (all.includes(wanted)) return all
  }
  assert.fail(`${wanted} never came: ${all.toString('latin1').slice(-500)}`)
}

/** A capture in a network namespace of its own, and the talks beside it; the last packet says that it is the last. */
async function record(): Promise<Buffer> {
  const script = 'ip link set lo up && exec tcpdump -i lo -B 32768 -U -w -'
  const dump = spawn('unshare', ['-n', 'sh', '-c', script], { stdio: ['ignore', 'pipe', 'pipe'] })
  after(() => dump.kill('SIGTERM'))
  await until(dump.stderr, 'listening on')
  const speak = join(import.meta.dirname, 'wire-dialects', 'speak.ts')
  const flags = ['-t', String(dump.pid), '-n', process.execPath, '--disable-warning=ExperimentalWarning', speak]
  const over = once(spawn('nsenter', flags, { stdio: 'inherit' }), 'close')
  const all = await until(dump.stdout, theEnd)
  await over
  return all
}

test('every dialect in every disguise is read through real sockets', { skip: !can }, async t => {
  writeFileSync(capture, await record())
  const facts = join(folder, 'facts.json')
  const { out } = davylamp(['pcap', '--json', '--state', join(folder, 'state'), '--facts', facts, capture])
  const { stratum } = JSON.parse(readFileSync(facts, 'utf8')) as Facts
  const { findings } = JSON.parse(out) as ScanResult
  for (const { name, carrier, port, is } of scenes) {
    await t.test(`${name}, ${carrier}`, () => {
      const row = stratum.find(r => r.server.port === port)
      const got = { dialect: row?.dialect, coin: row?.coin, wallet: row?.wallets[0], pool: row?.pool, accepted: row?.accepted }
      const pool = ['socks5', 'socks4a', 'connect', 'websocket'].includes(carrier) && !('pool' in is) ? { pool: poolName } : {}
      assert.deepEqual({ ...got, ...pool, ...is }, got)
      const found = findings.find(f => f.about[0] === row?.conversation)
      assert.ok(found !== undefined && found.confidence >= 0.85 && found.signal === 'mining', `${found?.confidence}`)
    })
  }
})
