import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bareCase, finding, fullCase, incident, wallet } from '../../test/report-case.ts'
import { entity } from '../core/entity.ts'
import { evidence, type Finding } from '../core/finding.ts'
import { digestsOf, indicatorsOf, isDomainName } from './indicators.ts'

const digest = 'b46b104489f1939a8c93199ded712daed798f47e3763826fcc2d59409fb0f0f7'
const of = (report: Parameters<typeof indicatorsOf>[0]): readonly string[] =>
  indicatorsOf(report).map(({ kind, value }) => `${kind} ${value}`)
const having = (more: Partial<Finding>): typeof bareCase => {
  const one = { ...finding, evidence: [evidence('file', '/x', '')], ...more } as const
  return { ...bareCase, incident: { ...incident, findings: [one], members: one.about } }
}
const paths = (...names: readonly string[]): readonly string[] =>
  of(having({ about: [entity('process', '1@1'), ...names.map(name => entity('file', name))] }))

test('names, addresses, URLs, wallets, digests and paths that findings accuse, and where the intruder came from', () => {
  assert.deepEqual(of(fullCase), [
    'domain pool.example.com',
    'ip 203.0.113.77',
    'ip 203.0.113.9',
    'url http://203.0.113.9/x.sh',
    `wallet ${wallet}`,
    `sha256 ${digest}`,
    'path /tmp/kdevtmpfsi',
  ])
})

test('context, private addresses and what has an innocent explanation are none', () => {
  const [first, second] = incident.findings
  assert.ok(!of(bareCase).includes('ip 10.0.0.5'))
  const innocent = { ...first, whyNot: { zh: '无', en: 'none' } }
  assert.deepEqual(of({ ...bareCase, incident: { ...incident, findings: [innocent, second!] } }), [])
})

test('a path that honest hosts have is none, one that hides among them is', () => {
  assert.deepEqual(
    paths(
      '/etc/ld.so.preload',
      '/etc/cron.d/job',
      '/var/spool/cron/crontabs/root',
      '/usr/bin/ps',
      '/lib64/libc.so.6',
      '/root/.ssh/authorized_keys',
      '/home/alice/.bashrc',
      '/usr/lib/.build-id/ab/cd',
    ),
    [],
  )
  const own = [
    '/dev/shm/.x/m',
    '/dev/shm/kd',
    '/home/alice/.ssh/.k/m',
    '/opt/kd/m',
    '/root/.kd',
    '/tmp/m',
    '/usr/lib/.dbus/dbus-kd',
    '/var/tmp/m',
  ]
  assert.deepEqual(
    paths(...own),
    own.map(path => `path ${path}`),
  )
})

test('a digest stands for a path that is everywhere', () => {
  const report = having({ about: [entity('file', '/etc/ld.so.preload')], evidence: [evidence('file', '/etc/ld.so.preload', '', digest)] })
  assert.deepEqual(of(report), [`sha256 ${digest}`])
})

test('the program taken as evidence is one, the interpreter of the system is none', () => {
  const [process] = incident.origins!.processes
  const taken = (exe: string) => {
    const origins = { files: [], processes: [{ ...process!, exe }] }
    return { ...fullCase, incident: { ...having({}).incident, origins } }
  }
  assert.deepEqual([...digestsOf(taken('/tmp/kdevtmpfsi'))], [['/tmp/kdevtmpfsi', digest]])
  assert.deepEqual([...digestsOf(taken('/usr/bin/python3.11'))], [])
})

test('the page that lists an address is no mark of the intruder, nor is an account that every system has', () => {
  const page = 'https://example.org/list?id=1'
  const listed = having({
    why: { zh: `在列表中(${page})`, en: `on a list (${page})` },
    evidence: [evidence('socket', 'tcp', `list, ${page}`)],
  })
  assert.ok(!of(listed).some(one => one.startsWith('url')))
  assert.deepEqual(of(having({ class: 'access', about: [entity('user', 'root'), entity('user', 'hilde')] })), ['user hilde'])
})

test('a domain is what others take for one', () => {
  for (const name of ['pool.example.com', 'POOL.Example.com', 'xn--80ak6aa92e.xn--p1ai', '_tcp.pool.example.org', 'a.co'])
    assert.ok(isDomainName(name), name)
  for (const name of [
    'localhost',
    '198.51.100.3',
    'a b.com',
    '-a.com',
    'a..com',
    'pool.example.x',
    `${'a'.repeat(64)}.com`,
    'x.com:3333',
    '',
  ])
    assert.ok(!isDomainName(name), name)
})

test('where the way in is open, nobody is named', () => {
  assert.ok(!of({ ...fullCase, trace: { ...fullCase.trace!, standing: 'open' } }).includes('ip 203.0.113.77'))
})
