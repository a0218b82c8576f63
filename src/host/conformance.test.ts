// One suite that every sight must pass: the same tree, asked the same questions, gives the same answers.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { textOf } from '../core/bytes.ts'
import { isGap } from '../core/gap.ts'
import type { HostView } from '../core/host.ts'
import { diskRoot } from './disk.ts'
import { liveLinux } from './live-linux.ts'
import { memoryHost, type Node } from './memory.ts'
import { recorder } from './recorder.ts'
import { snapshotHost } from './snapshot.ts'

const odd = 'new\nline \udcff\u001b[31m'
const tree: Record<string, Node> = {
  '/etc/passwd': 'root:x:0:0::/root:/bin/bash\n',
  [`/etc/${odd}`]: 'odd name',
  '/etc/absolute': { link: '/etc/passwd' },
  '/etc/relative': { link: 'passwd' },
  '/etc/out': { link: '../../../../../../etc/passwd' },
  '/etc/outside': { link: '/tmp/davylamp-outside-of-every-root' },
  '/etc/loop': { link: 'loop' },
  '/etc/a': { link: 'b' },
  '/etc/b': { link: 'a' },
  '/bin': { link: 'usr/bin' },
  '/usr/bin/ls': Uint8Array.from([0x7f, 0x45, 0x4c, 0x46, 0, 255]),
  '/run/pipe': { type: 'fifo' },
  '/var/empty': '',
  '/var/dir/': '',
  '/srv/root/etc/passwd': 'inner\n',
  '/srv/root/etc/link': { link: '/etc/passwd' },
  '/srv/link': { link: '/srv/root' },
  '/srv/away': { link: '/../../tmp' },
}

const folder = mkdtempSync(join(tmpdir(), 'davylamp-conformance-'))
after(() => rmSync(folder, { recursive: true, force: true }))
for (const [path, node] of Object.entries(tree)) {
  const bytes = Buffer.from(folder + path.replace(/\udcff/, '\uffff'), 'utf8')
  const at = Buffer.from(bytes.toString('latin1').replace('\xef\xbf\xbf', '\xff'), 'latin1')
  mkdirSync(join(folder, path.endsWith('/') ? path : path.slice(0, path.lastIndexOf('/'))), { recursive: true })
  if (path.endsWith('/')) continue
  if (typeof node === 'string' || node instanceof Uint8Array) writeFileSync(at, node)
  else if (node.link !== undefined) symlinkSync(node.link, at)
  else execFileSync('mkfifo', [join(folder, path)])
}
writeFileSync('/tmp/davylamp-outside-of-every-root', 'outside')
after(() => rmSync('/tmp/davylamp-outside-of-every-root'))

const disk = (how: 'raw' | 'plain'): HostView => {
  const view = diskRoot(folder, how)
  assert.ok(typeof view !== 'string', String(view))
  return view
}

/** A recording of every question of this suite, replayed. */
function replayed(): HostView {
  const { host, recording } = recorder(disk('raw'))
  questions(host)
  for (const root of ['/srv/root', '/srv/link', '/srv/away', '/srv/none']) host.inside(root).files.read('/etc/link', 8)
  return snapshotHost(JSON.parse(JSON.stringify(recording())))
}

const sights: Record<string, () => HostView> = {
  memory: () => memoryHost(tree),
  'disk (raw)': () => disk('raw'),
  'disk (plain)': () => disk('plain'),
  snapshot: replayed,
  'live, inside the folder': () => liveLinux().inside(folder),
}

/** All that the suite asks, as one comparable value: what differs by nature (times, inodes, owners) is left out. */
function questions({ files }: HostView) {
  const paths = [
    ...Object.keys(tree).map(p => p.replace(/\/$/, '')),
    '/',
    '/etc',
    '/bin',
    '/bin/ls',
    '/etc/../etc/passwd',
    '/nope',
    '/etc/passwd/x',
    '/etc/\0',
  ]
  return paths.map(path => {
    const lstat = files.lstat(path)
    const stat = files.stat(path)
    const read = files.read(path, 8)
    const list = files.list(path)
    const link = files.readlink(path)
    const part = files.readAt(path, 2, 3)
    const digest = files.digest(path, 'sha256')
    return {
      path,
      lstat: isGap(lstat) ? lstat.why : lstat.type,
      stat: isGap(stat) ? stat.why : [stat.type, stat.type === 'file' ? stat.size : 0],
      read: isGap(read) ? read.why : [textOf(read.bytes), read.whole],
      part: isGap(part) ? part.why : textOf(part),
      list: isGap(list) ? list.why : list.map(e => `${e.name} ${e.type}`).sort(),
      link: isGap(link) ? link.why : link,
      digest: isGap(digest) ? digest.why : digest,
    }
  })
}

describe('every sight', () => {
  const expected = questions(memoryHost(tree))
  for (const [name, open] of Object.entries(sights)) {
    test(`${name}: the same answers to the same questions`, () => {
      assert.deepEqual(questions(open()), expected)
    })
    test(`${name}: no symlink leads out of a root inside the root`, () => {
      const content = open().inside('/srv/root').files.read('/etc/link', 8)
      assert.ok(!isGap(content) && textOf(content.bytes) === 'inner\n')
    })
    test(`${name}: no root inside the root lies outside of it`, () => {
      const read = (root: string) => open().inside(root).files.read('/etc/link', 8)
      const content = read('/srv/link')
      assert.ok(!isGap(content) && textOf(content.bytes) === 'inner\n')
      for (const root of ['/srv/away', '/srv/none']) {
        const none = read(root)
        assert.ok(isGap(none) && none.why === 'absent', root)
      }
    })
  }
  test('what the answers are', () => {
    const of = (path: string) => expected.find(q => q.path === path)
    assert.deepEqual(of('/etc/out')?.read, ['root:x:0', false])
    assert.equal(of('/etc/outside')?.read, 'absent')
    assert.equal(of('/etc/loop')?.stat, 'malformed')
    assert.equal(of('/run/pipe')?.read, 'malformed')
    assert.equal(of('/run/pipe')?.lstat, 'fifo')
    assert.deepEqual(of('/bin')?.lstat, 'symlink')
    assert.deepEqual(of('/bin/ls')?.stat, ['file', 6])
    assert.equal(of('/etc/passwd')?.part, 'ot:')
  })
})

test('a 10 GB file costs nothing but what is asked of it, and is too large to hash', () => {
  const path = join(folder, 'huge.log')
  writeFileSync(path, 'start')
  truncateSync(path, 10 * 2 ** 30)
  for (const how of ['raw', 'plain'] as const) {
    const { files } = disk(how)
    const read = files.read('/huge.log', 100)
    assert.ok(!isGap(read) && !read.whole && read.bytes.length === 100)
    const digest = files.digest('/huge.log', 'sha256')
    assert.ok(isGap(digest) && digest.why === 'capped')
  }
})

test('the live host: /proc, devices and its own pid', () => {
  const host = liveLinux()
  const stat = host.files.read('/proc/self/stat')
  assert.ok(!isGap(stat) && textOf(stat.bytes).startsWith(`${process.pid} `))
  const device = host.files.read('/dev/null')
  assert.ok(isGap(device) && device.why === 'unsupported')
  const pids = host.volatile?.probePids(process.pid + 10)
  assert.ok(pids !== undefined && !isGap(pids) && pids.includes(process.pid))
  assert.deepEqual(host.volatile?.discrepancies(), [])
})

test('a disk runs no kernel: what lies in its /proc and /sys is not believed, elsewhere it is', () => {
  mkdirSync(join(folder, 'proc'), { recursive: true })
  writeFileSync(join(folder, 'proc/modules'), 'evil 1 0 - Live 0x0\n')
  symlinkSync('../proc', join(folder, 'srv/proc'))
  for (const how of ['raw', 'plain'] as const) {
    const { files } = disk(how)
    for (const path of ['/proc/modules', '//proc/modules', '/./proc/modules']) {
      const read = files.read(path)
      assert.ok(isGap(read) && read.why === 'absent', path)
    }
    assert.ok(isGap(files.list('/proc')))
    assert.ok(!isGap(files.list('/srv/proc')))
  }
})
