// Attempts to get harm past the guards, each through the whole planner, beside the ordinary suspects of a campaign, which must not be refused.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { autostartOf, fileOf, processOf, socketOf, statOf, userOf } from '../../../test/facts.ts'
import { containerRow, mountOf } from '../../../test/system.ts'
import { verificationOf } from '../../../test/verification.ts'
import { volatileOf } from '../../../test/volatile.ts'
import { type EntityId, entity } from '../../core/entity.ts'
import type { Autostart } from '../../core/facts/autostart.ts'
import type { FileFact } from '../../core/facts/file.ts'
import type { Process } from '../../core/facts/process.ts'
import { type Facts, factsOf } from '../../core/facts.ts'
import type { Finding } from '../../core/finding.ts'
import type { Incident } from '../../core/incident.ts'
import type { Instant } from '../../core/instant.ts'
import type { Plan } from '../../core/plan.ts'
import type { Some } from '../../core/some.ts'
import { memoryHost, type Node } from '../../host/memory.ts'
import { makePlan, type PlanOptions } from '../plan.ts'
import type { Around } from './guard.ts'
import { guards } from './index.ts'
import { loginSession } from './login-session.ts'

const now = '2026-06-01T00:00:00.000Z' as Instant
const ownPid = 900

interface Attempt extends Partial<Facts> {
  readonly tree?: Readonly<Record<string, Node>>
  /** What the findings are about. */
  readonly accuse: Some<EntityId>
  readonly finding?: Partial<Finding>
  readonly options?: PlanOptions
  /** Of the shell that davylamp was started from. */
  readonly environ?: readonly string[]
}

function findingOf(about: EntityId, given: Partial<Finding> = {}): Finding {
  return {
    id: `F-${about}`,
    detector: 'exe-in-odd-place',
    title: { zh: '可疑', en: 'suspicious' },
    evidence: [{ source: 'proc', locator: '/proc', excerpt: 'x' }],
    techniques: [],
    severity: 'high',
    confidence: 0.9,
    class: 'provenance',
    signal: 'intrusion',
    why: { zh: '因为', en: 'because' },
    ...given,
    about: given.about ?? [about],
  }
}

function planOf({ tree = {}, accuse, finding, options, environ = [], ...rows }: Attempt): Plan {
  const findings = accuse.map(id => findingOf(id, finding)) as unknown as Some<Finding>
  const incident: Incident = {
    id: 'I-1',
    host: 'web1',
    verdict: 'mining',
    confidence: 0.99,
    findings,
    members: accuse,
    edges: [],
    timeline: [],
  }
  const session = [
    processOf({ pid: 1, ppid: 0, name: 'systemd', exe: exe('/usr/lib/systemd/systemd', 1) }),
    processOf({ pid: 700, ppid: 1, name: 'sshd', exe: exe('/usr/sbin/sshd', 2) }),
    processOf({ pid: 800, ppid: 700, name: 'tmux: server', exe: exe('/usr/bin/tmux', 3), uid: 1000, loginUid: 1000 }),
    processOf({ pid: 850, ppid: 800, name: 'bash', exe: exe('/usr/bin/bash', 4), uid: 1000, loginUid: 1000, environ }),
    processOf({ pid: ownPid, ppid: 850, name: 'node', exe: exe('/opt/davylamp/node', 5) }),
    processOf({ pid: 910, ppid: ownPid, name: 'node', exe: exe('/opt/davylamp/node', 5) }),
  ]
  const facts = factsOf({ users: [userOf({ name: 'alice', uid: 1000 })], ...rows, processes: [...session, ...(rows.processes ?? [])] })
  const host = memoryHost(tree, { name: 'web1', volatile: volatileOf({ ownPid }), origin: { kind: 'live' } })
  return makePlan(incident, facts, host, now, options)
}

function exe(path: string, ino: number, more: Partial<NonNullable<Process['exe']>> = {}): NonNullable<Process['exe']> {
  return { path, deleted: false, memfd: false, dev: '8:1', ino, ...more }
}

function packaged(path: string, ino: number, more: Partial<FileFact> = {}): FileFact {
  return fileOf({ path, magic: 'elf', packaged: 'intact', package: 'pkg', stat: statOf({ dev: '8:1', ino }), ...more })
}

function unowned(path: string, ino: number, more: Partial<FileFact> = {}): FileFact {
  return packaged(path, ino, { packaged: 'unowned', package: undefined, ...more })
}

const service = ['0::/system.slice/thing.service']
const pid = 4242
const suspect: EntityId = `process:${pid}@1000`

/** One accused process that runs `path`. */
function running(path: string, file: FileFact | undefined, more: Partial<Process> = {}, rows: Partial<Attempt> = {}): Attempt {
  return {
    ...rows,
    accuse: [suspect],
    processes: [
      processOf({ pid, name: path.split('/').at(-1) ?? '', exe: exe(path, 50), cgroup: service, ...more }),
      ...(rows.processes ?? []),
    ],
    files: [...(file === undefined ? [] : [file]), ...(rows.files ?? [])],
  }
}

const listening = [socketOf({ state: 'LISTEN', owners: [suspect as EntityId<'process'>] })]

/** The server that workers are forked from. */
const server = processOf({ pid: 41, name: 'orders', exe: exe('/opt/orders/bin/orders', 50), cgroup: service })

/** `directory` of the root file system, mounted once more over /tmp/d. */
function bound(directory: string) {
  return [mountOf({ target: '/', source: '/dev/a' }), mountOf({ target: '/tmp/d', source: '/dev/a', root: directory })]
}

/** One accused file. */
function lying(path: string, file: Partial<FileFact> = {}, rows: Partial<Attempt> = {}): Attempt {
  return {
    ...rows,
    tree: { [path]: 'payload', ...rows.tree },
    accuse: [entity('file', path)],
    files: [fileOf({ path, magic: 'elf', packaged: 'unowned', ...file }), ...(rows.files ?? [])],
  }
}

function entryAt(path: string, given: Partial<Autostart> = {}, rows: Partial<Attempt> = {}): Attempt {
  const entry = autostartOf({ path, command: '/tmp/x', ...given })
  return { ...rows, tree: { [path]: '/tmp/x', ...rows.tree }, accuse: [entry.id], autostarts: [entry] }
}

const critical = ['sshd', 'dbus-daemon', 'containerd', 'dockerd', 'kubelet', 'agetty', 'login', 'systemd-journald', 'systemd-udevd', 'cron']
const databases = ['postgres', 'mysqld', 'mariadbd', 'mongod', 'redis-server', 'clickhouse-server', 'etcd']
const many = Array.from({ length: 21 }, (_, i) => processOf({ pid: 5000 + i, name: 'x', exe: exe('/tmp/x', 60) }))
const heap = Array.from({ length: 201 }, (_, i) => `/tmp/heap/${i}`)

/** Each asks for something that must not be done; the guard that has to say so. */
const attempts: readonly (readonly [name: string, guard: string, attempt: Attempt])[] = [
  ['pid 1 itself', 'first-process', { accuse: ['process:1@1000'] }],
  ['a kernel thread', 'first-process', running('/x', undefined, { kernelThread: true, exe: undefined, ppid: 2 })],
  ['davylamp', 'own-session', { accuse: [`process:${ownPid}@1000`] }],
  ['the shell davylamp was started from', 'own-session', { accuse: ['process:850@1000'] }],
  ['the tmux server the operator works in', 'own-session', { accuse: ['process:800@1000'] }],
  ['the sshd session of the operator', 'own-session', { accuse: ['process:700@1000'] }],
  ['a thread of davylamp', 'own-session', { accuse: ['process:910@1000'] }],
  ...critical.map(name => [`the real ${name}`, 'system-process', running(`/usr/sbin/${name}`, packaged(`/usr/sbin/${name}`, 50))] as const),
  ['the real sshd by the other name of a merged /usr', 'system-process', running('/usr/sbin/sshd', packaged('/sbin/sshd', 50))],
  [
    'the real sshd, accused of mining by its command line',
    'system-process',
    { ...running('/usr/sbin/sshd', packaged('/usr/sbin/sshd', 50)), finding: { class: 'miner', signal: 'mining' } },
  ],
  ['the real sshd under another comm', 'system-process', running('/usr/sbin/sshd', packaged('/usr/sbin/sshd', 50), { name: 'xmrig' })],
  [
    'the real sshd, replaced by an update while it runs',
    'system-process',
    running('/usr/sbin/sshd', packaged('/usr/sbin/sshd', 51), { exe: exe('/usr/sbin/sshd', 50, { deleted: true }) }),
  ],
  [
    'the real sshd, known by its verification alone',
    'system-process',
    running(
      '/usr/sbin/sshd',
      undefined,
      {},
      {
        verifications: [verificationOf({ path: '/usr/sbin/sshd', result: 'intact' })],
        tree: { '/usr/sbin/sshd': { content: 'x', dev: '8:1', ino: 50 } },
      },
    ),
  ],
  ['init of BusyBox', 'system-process', running('/bin/busybox', packaged('/bin/busybox', 50), { argv: ['/sbin/getty', 'tty1'], ppid: 1 })],
  ...databases.map(
    name => [`the real ${name}`, 'business-service', running(`/usr/bin/${name}`, packaged(`/usr/bin/${name}`, 50))] as const,
  ),
  [
    'the real postgres with a pool connection',
    'business-service',
    {
      ...running('/usr/lib/postgresql/16/bin/postgres', packaged('/usr/lib/postgresql/16/bin/postgres', 50)),
      finding: { class: 'pool', signal: 'mining' },
    },
  ],
  [
    'the real postgres accused as a miner',
    'business-service',
    { ...running('/usr/bin/postgres', packaged('/usr/bin/postgres', 50)), finding: { class: 'miner', signal: 'mining' } },
  ],
  [
    'postgres of an image',
    'business-service',
    running(
      '/usr/bin/postgres',
      fileOf({
        path: '/var/lib/docker/overlay2/a/merged/usr/bin/postgres',
        container: entity('container', 'c1'),
        containerLayer: 'image',
        stat: statOf({ dev: '8:1', ino: 50 }),
      }),
      { container: entity('container', 'c1') },
    ),
  ],
  ['nginx that listens', 'business-service', running('/usr/sbin/nginx', packaged('/usr/sbin/nginx', 50), {}, { sockets: listening })],
  [
    'nginx that passes on to a pool',
    'business-service',
    {
      ...running('/usr/sbin/nginx', packaged('/usr/sbin/nginx', 50), {}, { sockets: listening }),
      finding: { class: 'pool', signal: 'mining' },
    },
  ],
  [
    'a Java service',
    'business-service',
    running('/usr/lib/jvm/17/bin/java', packaged('/usr/lib/jvm/17/bin/java', 50), {}, { sockets: listening }),
  ],
  [
    'a service installed by hand',
    'unproven-service',
    running('/opt/orders/bin/orders', unowned('/opt/orders/bin/orders', 50), {}, { sockets: listening }),
  ],
  [
    'a worker of a service installed by hand, which itself listens nowhere',
    'unproven-service',
    running(
      '/opt/orders/bin/orders',
      unowned('/opt/orders/bin/orders', 50),
      { parent: 'process:41@1000', ppid: 41 },
      { processes: [server], sockets: [socketOf({ state: 'LISTEN', owners: [server.id] })] },
    ),
  ],
  [
    'a session of a PostgreSQL built by hand',
    'unproven-service',
    running(
      '/usr/local/pgsql/bin/postgres',
      unowned('/usr/local/pgsql/bin/postgres', 50),
      { parent: 'process:41@1000', ppid: 41 },
      {
        processes: [{ ...server, exe: exe('/usr/local/pgsql/bin/postgres', 50) }],
        sockets: [socketOf({ state: 'LISTEN', owners: [server.id] })],
      },
    ),
  ],
  [
    'a worker of nginx that closed what it listens on',
    'business-service',
    running(
      '/usr/sbin/nginx',
      packaged('/usr/sbin/nginx', 50),
      { parent: 'process:41@1000', ppid: 41 },
      { processes: [{ ...server, exe: exe('/usr/sbin/nginx', 50) }], sockets: [socketOf({ state: 'LISTEN', owners: [server.id] })] },
    ),
  ],
  ['a file of /usr/bin by a bind mount', 'other-name', lying('/tmp/d/curl', {}, { mounts: bound('/usr/bin') })],
  ['a file of PAM by a bind mount', 'login-stack', lying('/tmp/d/pam_unix.so', {}, { mounts: bound('/usr/lib/security') })],
  ['the accounts by a bind mount of /etc', 'other-name', lying('/tmp/d/passwd', { magic: 'text' }, { mounts: bound('/etc') })],
  [
    'a table of PostgreSQL by a mount of its directory',
    'other-name',
    lying(
      '/tmp/d/16384/2619',
      { magic: 'binary' },
      {
        mounts: [
          mountOf({ target: '/', source: '/dev/a' }),
          mountOf({ target: '/data', source: '/dev/b' }),
          mountOf({ target: '/tmp/d', source: '/dev/b', root: '/pg/base' }),
        ],
      },
    ),
  ],
  [
    'the accounts by a hard link',
    'plain-file',
    lying(
      '/tmp/x',
      { magic: 'text', stat: statOf({ nlink: 2, ino: 7 }) },
      { files: [fileOf({ path: '/etc/passwd', stat: statOf({ nlink: 2, ino: 7 }) })] },
    ),
  ],
  [
    'a packaged program through a symlinked directory',
    'packaged-file',
    {
      accuse: ['file:/tmp/d/curl'],
      tree: { '/tmp/d': { link: '/usr/bin' }, '/usr/bin/curl': 'real' },
      verifications: [verificationOf({ path: '/usr/bin/curl', result: 'intact' })],
    },
  ],
  [
    'a start file of root through a symlinked directory',
    'shared-file',
    { accuse: ['file:/tmp/d/.bashrc'], tree: { '/tmp/d': { link: '/root' }, '/root/.bashrc': 'x' } },
  ],
  ['settings of nginx that a site wrote', 'shared-file', lying('/etc/nginx/conf.d/shop.conf', { magic: 'text' })],
  ['settings of Redis', 'shared-file', lying('/etc/redis/redis.conf', { magic: 'text' })],
  ['who may enter PostgreSQL', 'shared-file', lying('/var/lib/pgsql/data/pg_hba.conf', { magic: 'text' })],
  ['the API server of Kubernetes', 'shared-file', lying('/etc/kubernetes/manifests/kube-apiserver.yaml', { magic: 'text' })],
  ['a packaged file', 'packaged-file', lying('/usr/bin/curl', { packaged: 'intact', package: 'curl' })],
  [
    'a packaged file by its verification',
    'packaged-file',
    lying('/usr/bin/curl', {}, { verifications: [verificationOf({ path: '/usr/bin/curl', result: 'intact' })] }),
  ],
  [
    'a packaged file by its other name',
    'packaged-file',
    lying('/bin/ls', {}, { verifications: [verificationOf({ path: '/usr/bin/ls', result: 'intact' })] }),
  ],
  ['a packaged file too large to be compared', 'packaged-file', lying('/usr/bin/node', { packaged: undefined, package: 'nodejs' })],
  [
    'a mysqld too large to be compared',
    'business-service',
    running('/usr/sbin/mysqld', packaged('/usr/sbin/mysqld', 50, { packaged: undefined })),
  ],
  ['a trojanised command (reinstall it)', 'packaged-file', lying('/usr/bin/ps', { packaged: 'modified', package: 'procps' })],
  [
    'an intact unit of a package',
    'packaged-file',
    entryAt(
      '/usr/lib/systemd/system/ssh.service',
      { kind: 'systemd-service', extent: 'file' },
      { files: [packaged('/usr/lib/systemd/system/ssh.service', 9)] },
    ),
  ],
  ['a PAM module', 'login-stack', lying('/usr/lib/x86_64-linux-gnu/security/pam_unix.so')],
  ['a planted PAM module', 'login-stack', lying('/lib/security/pam_evil.so')],
  ['a PAM line', 'login-stack', entryAt('/etc/pam.d/common-auth', { kind: 'pam-exec' })],
  [
    'a PAM program that lets in',
    'login-stack',
    entryAt('/etc/pam.d/sshd', { kind: 'pam-exec', name: 'pam_exec.so', when: 'auth sufficient' }),
  ],
  [
    'a PAM program that a jump counts',
    'login-stack',
    entryAt('/etc/pam.d/sshd', { kind: 'pam-exec', name: 'pam_exec.so', when: 'session optional after a jump' }),
  ],
  [
    'a PAM module of a session',
    'login-stack',
    entryAt('/etc/pam.d/sshd', { kind: 'pam-exec', name: '/tmp/x.so', when: 'session optional' }),
  ],
  [
    'the key by which the operator came in',
    'operator-key',
    entryAt(
      '/root/.ssh/authorized_keys',
      { kind: 'authorized-keys', line: 2 },
      {
        sshKeys: [sshKeyOf('SHA256:own')],
        sshLogins: [
          {
            path: '/var/log/auth.log',
            user: 'root',
            address: '198.51.100.7',
            port: 50_000,
            method: 'publickey',
            fingerprint: 'SHA256:own',
          },
        ],
        environ: ['SSH_CONNECTION=198.51.100.7 50000 192.0.2.1 22'],
        options: { approved: true },
      },
    ),
  ],
  ['a lock-out that nobody approved', 'login-rule', lines('/etc/hosts.deny', 'ALL: ALL')],
  ...['198.51.100.7', '198.51.100.', '198.51.0.0/16'].map(
    client =>
      [
        `the owner’s hardening, by ${client}`,
        'login-rule',
        {
          ...lines('/etc/hosts.deny', 'ALL: ALL'),
          accessRules: [{ path: '/etc/hosts.allow', line: 1, text: `sshd: 10.0.0.1, ${client}` }],
          environ: ['SSH_CONNECTION=198.51.100.7 50000 192.0.2.1 22'],
          options: { approved: true },
        },
      ] as const,
  ),
  [
    'a history that leads to where the owner keeps it',
    'shared-file',
    lying('/root/.bash_history', { magic: 'text' }, { tree: { '/root/.bash_history': { link: '/srv/history' } } }),
  ],
  ['the C library', 'login-stack', lying('/usr/lib/x86_64-linux-gnu/libc.so.6')],
  ['a name service', 'login-stack', lying('/usr/lib/x86_64-linux-gnu/libnss_files.so.2')],
  ['a shell start file', 'shared-file', lying('/root/.bashrc', { magic: 'text' })],
  ['fstab', 'shared-file', lying('/etc/fstab', { magic: 'text' })],
  ['a private key of a person', 'shared-file', lying('/root/.ssh/id_ed25519', { magic: 'key' })],
  ['a log', 'shared-file', lying('/var/log/auth.log', { magic: 'text' })],
  ['a database file', 'shared-file', lying('/var/lib/redis/dump.rdb', { magic: 'binary' })],
  ['a table of MySQL', 'shared-file', lying('/var/lib/mysql/shop/orders.ibd', { magic: 'binary' })],
  ['a relation of PostgreSQL', 'shared-file', lying('/var/lib/postgresql/16/main/base/16384/2619', { magic: 'binary' })],
  ['the kernel', 'shared-file', lying('/boot/vmlinuz-6.1.0', { magic: 'binary' })],
  ['a whole crontab', 'shared-file', entryAt('/var/spool/cron/crontabs/root', { extent: 'file', kind: 'user-crontab' })],
  ['a directory', 'plain-file', { ...lying('/srv/x/', { path: '/srv/x', stat: statOf({ type: 'directory' }) }), accuse: ['file:/srv/x'] }],
  ['a directory that no fact tells of', 'plain-file', { accuse: ['file:/srv/x'], tree: { '/srv/x/': '' } }],
  ['a socket', 'plain-file', lying('/tmp/s', { stat: statOf({ type: 'socket' }) })],
  ['a file with another name elsewhere', 'plain-file', lying('/tmp/x', { stat: statOf({ nlink: 2 }) })],
  ['the same, known from the disk alone', 'plain-file', { accuse: ['file:/tmp/x'], tree: { '/tmp/x': { content: 'x', nlink: 3 } } }],
  ...['nfs4', 'cifs', 'fuse.sshfs', 'fuse', 'ceph', '9p', 'lustre'].map(
    type =>
      [
        `a file on ${type}`,
        'network-file',
        lying('/srv/share/x', {}, { mounts: [mountOf({ target: '/' }), mountOf({ target: '/srv/share', type })] }),
      ] as const,
  ),
  ['a job on NFS', 'network-file', entryAt('/etc/cron.d/x', {}, { mounts: [mountOf({ target: '/etc', type: 'nfs' })] })],
  [
    'a file on a read-only mount',
    'network-file',
    lying('/mnt/cd/x', {}, { mounts: [mountOf({ target: '/mnt/cd', type: 'iso9660', options: 'ro,nosuid' })] }),
  ],
  [
    'a file that an innocent process holds open',
    'file-in-use',
    lying('/data/x', {}, { processes: [processOf({ pid: 77, open: [{ fd: 3, target: '/data/x' }] })] }),
  ],
  [
    'a file that an innocent process runs',
    'file-in-use',
    lying('/data/x', { stat: statOf({ ino: 7 }) }, { processes: [processOf({ pid: 77, exe: exe('/data/x', 8) })] }),
  ],
  [
    'an innocent file to which the accused one’s directory leads at this moment',
    'led-elsewhere',
    {
      tree: { '/opt/own/worker': 'payload', '/tmp/.d': { link: '/opt/own' } },
      accuse: ['file:/tmp/.d/worker'],
      files: [
        fileOf({ path: '/tmp/.d/worker', magic: 'elf', packaged: 'unowned' }),
        fileOf({ path: '/opt/own/worker', magic: 'elf', packaged: 'unowned' }),
      ],
    },
  ],
  [
    'a container’s file that is not to be reached from the host',
    'plain-path',
    { ...lying('/proc/77/root/tmp/x'), processes: [processOf({ pid: 77 })] },
  ],
  ['a value of the kernel', 'plain-path', lying('/proc/sys/kernel/core_pattern', { magic: 'text' })],
  ['a device', 'plain-path', { accuse: ['file:/dev/sda'], tree: { '/dev/sda': { type: 'block' } } }],
  [
    'the account root',
    'account-in-use',
    { accuse: ['user:root'], users: [userOf({ name: 'root', uid: 0 })], finding: { techniques: ['T1136.001'], class: 'access' } },
  ],
  ['the operator’s own account', 'account-in-use', { accuse: ['user:alice'], finding: { techniques: ['T1136.001'], class: 'access' } }],
  [
    'the account of a running service',
    'account-in-use',
    {
      accuse: ['user:postgres'],
      users: [userOf({ name: 'postgres', uid: 113 })],
      processes: [processOf({ pid: 60, uid: 113, euid: 113, exe: exe('/usr/bin/postgres', 50) })],
      files: [packaged('/usr/bin/postgres', 50)],
      finding: { techniques: ['T1136.001'], class: 'access' },
    },
  ],
  ['localhost in hosts', 'needed-line', lines('/etc/hosts', '127.0.0.1 localhost update.example')],
  ['the host’s own name in hosts', 'needed-line', lines('/etc/hosts', '10.0.0.1 web1.example.com web1')],
  ['root in sudoers', 'needed-line', lines('/etc/sudoers', 'root ALL=(ALL) ALL')],
  ['an include of sudoers', 'needed-line', lines('/etc/sudoers', '@includedir /etc/sudoers.d')],
  ['the operator’s right to sudo', 'needed-line', lines('/etc/sudoers', 'alice ALL=(ALL) NOPASSWD: ALL')],
  ['21 processes', 'too-much', { accuse: many.map(p => p.id) as unknown as Some<EntityId>, processes: many }],
  [
    '201 files',
    'too-much',
    { accuse: heap.map(p => entity('file', p)) as unknown as Some<EntityId>, tree: Object.fromEntries(heap.map(p => [p, 'x'])) },
  ],
  [
    'a miner where a process is hidden',
    'lying-kernel',
    { ...lying('/tmp/x'), finding: { detector: 'hidden-process', class: 'concealment' } },
  ],
  [
    'a miner where a module is hidden',
    'lying-kernel',
    { ...lying('/tmp/x'), finding: { detector: 'hidden-module', class: 'concealment' } },
  ],
  [
    'a miner where another incident proves the kernel to lie',
    'lying-kernel',
    { ...lying('/tmp/x'), options: { findings: [findingOf('process:3@3', { detector: 'hidden-process' })], approved: true } },
  ],
]

/** A file that tells to go to this address; the file itself may well be taken away. */
function speaksTo(address: string, rows: Partial<Attempt> = {}): Attempt {
  const url = `http://${address.includes(':') ? `[${address}]` : address}:3333/x`
  const connection = socketOf({ owners: [suspect as EntityId<'process'>], remote: { address, port: 3333 } })
  return {
    ...running('/tmp/x', unowned('/tmp/x', 50)),
    ...rows,
    processes: [processOf({ pid, name: 'x', exe: exe('/tmp/x', 50) }), ...(rows.processes ?? [])],
    sockets: [connection, ...(rows.sockets ?? [])],
    finding: { about: [suspect, connection.id], evidence: [{ source: 'proc', locator: '/proc/4242/cmdline', excerpt: url }] },
  }
}

const operator = {
  sockets: [
    socketOf({
      owners: ['process:700@1000'],
      local: { address: '203.0.113.1', port: 22 },
      remote: { address: '198.51.100.7', port: 50_022 },
    }),
  ],
}
const curl = processOf({ pid: 60, name: 'curl' })

/** Each asks for an address to be blocked that must stay open; the rest of the plan goes on. */
const blocks: readonly (readonly [name: string, guard: string, attempt: Attempt])[] = [
  ['the address the operator is connected from', 'operator-connection', speaksTo('198.51.100.7', operator)],
  [
    'the address the operator came from, told by his session alone',
    'operator-connection',
    speaksTo('198.51.100.8', { environ: ['SSH_CONNECTION=198.51.100.8 50022 203.0.113.1 22'] }),
  ],
  ['an address the operator named', 'operator-connection', speaksTo('198.51.100.9', { options: { management: ['198.51.100.9'] } })],
  [
    'an address in a network the operator named',
    'operator-connection',
    speaksTo('198.51.100.9', { options: { management: ['198.51.100.0/28'] } }),
  ],
  [
    'a resolver',
    'operator-connection',
    speaksTo('198.51.100.53', { resolvers: [{ path: '/etc/resolv.conf', nameservers: ['198.51.100.53'], search: [] }] }),
  ],
  [
    'the gateway',
    'operator-connection',
    speaksTo('198.51.100.1', { routes: [{ interface: 'eth0', destination: '0.0.0.0/0', gateway: '198.51.100.1' }] }),
  ],
  ...['169.254.169.254', '100.100.100.200', 'fd00:ec2::254'].map(
    address => [`the metadata service ${address}`, 'operator-connection', speaksTo(address)] as const,
  ),
  ...['10.1.2.3', '172.31.0.9', '192.168.7.7', '100.64.0.1', '224.0.0.251', 'fe80::1', 'fd12::1'].map(
    address => [`${address} of the site`, 'operator-connection', speaksTo(address)] as const,
  ),
  [
    'an address that an innocent program uses too',
    'shared-address',
    speaksTo('192.0.2.7', { processes: [curl], sockets: [socketOf({ owners: [curl.id], remote: { address: '192.0.2.7', port: 443 } })] }),
  ],
  [
    'the time server that chrony asks',
    'shared-address',
    speaksTo('192.0.2.123', {
      processes: [curl],
      sockets: [socketOf({ owners: [curl.id], protocol: 'udp', state: '', remote: { address: '192.0.2.123', port: 123 } })],
    }),
  ],
  ['an address of a CDN', 'shared-address', speaksTo('192.0.2.80', { options: { isShared: address => address === '192.0.2.80' } })],
]

function lines(path: string, line: string): Attempt {
  return {
    accuse: [entity('file', path)],
    tree: { [path]: `${line}\n` },
    finding: { class: 'tampering', techniques: ['T1548.003'], evidence: [{ source: 'file', locator: `${path}:1`, excerpt: line }] },
  }
}

function sshKeyOf(fingerprint: string): Facts['sshKeys'][number] {
  const [path, line] = ['/root/.ssh/authorized_keys', 2] as const
  return { id: entity('key', `${path}#${line}`), path, line, user: 'root', type: 'ssh-ed25519', fingerprint, comment: '', options: '' }
}

/** Ordinary suspects, among them disguises that must not protect. */
const suspects: readonly (readonly [name: string, attempt: Attempt])[] = [
  ['a miner in /tmp', running('/tmp/kdevtmpfsi', unowned('/tmp/kdevtmpfsi', 50))],
  ...[...critical, ...databases].map(
    name => [`a miner named ${name} in /tmp`, running(`/tmp/${name}`, unowned(`/tmp/${name}`, 50), {}, { sockets: listening })] as const,
  ),
  ['a miner whose comm and argv say sshd', running('/tmp/x', unowned('/tmp/x', 50), { name: 'sshd', argv: ['/usr/sbin/sshd', '-D'] })],
  ['a replaced sshd', running('/usr/sbin/sshd', packaged('/usr/sbin/sshd', 50, { packaged: 'modified' }))],
  [
    'a sshd too large to be compared, bound over by another file',
    running('/usr/sbin/sshd', packaged('/usr/sbin/sshd', 7, { packaged: undefined })),
  ],
  ['a miner beside sshd', running('/usr/sbin/sshdd', unowned('/usr/sbin/sshdd', 50))],
  ['a miner shown as sshd by a bind mount of its own', running('/usr/sbin/sshd', packaged('/usr/sbin/sshd', 7))],
  [
    'a miner in a container, at the path of sshd',
    running('/usr/sbin/sshd', packaged('/usr/sbin/sshd', 50), { container: entity('container', 'c1') }),
  ],
  ['a miner in a chroot, at the path of sshd', running('/usr/sbin/sshd', packaged('/usr/sbin/sshd', 50), { root: '/tmp/jail' })],
  ['a miner in memory named postgres', running('postgres', undefined, { exe: exe('postgres', 50, { memfd: true }) })],
  ['a miner that was deleted in /tmp', running('/tmp/x', undefined, { exe: exe('/tmp/x', 50, { deleted: true }) })],
  [
    'a postgres nobody packaged, in a data directory',
    running('/var/lib/postgresql/.x/postgres', unowned('/var/lib/postgresql/.x/postgres', 50), {}, { sockets: listening }),
  ],
  ['an IRC bot of Perl that listens', running('/usr/bin/perl', packaged('/usr/bin/perl', 50), {}, { sockets: listening })],
  ['a shell on a socket', running('/usr/bin/bash', packaged('/usr/bin/bash', 50), {}, { sockets: listening })],
  ['netcat that listens', running('/usr/bin/nc.openbsd', packaged('/usr/bin/nc.openbsd', 50), {}, { sockets: listening })],
  ['a shell of BusyBox that calls itself init', running('/bin/busybox', packaged('/bin/busybox', 50), { argv: ['sh'], name: 'init' })],
  [
    'Python outside a unit',
    running('/usr/bin/python3', packaged('/usr/bin/python3', 50), { cgroup: ['0::/user.slice'] }, { sockets: listening }),
  ],
  [
    'a packaged miner with an interface',
    {
      ...running('/usr/bin/xmrig', packaged('/usr/bin/xmrig', 50), {}, { sockets: listening }),
      finding: { class: 'miner', signal: 'mining' },
    },
  ],
  ['a bot in a unit that listens', running('/etc/kinsing', unowned('/etc/kinsing', 50), {}, { sockets: listening })],
  [
    'an unproven service, approved',
    { ...running('/opt/a/b', unowned('/opt/a/b', 50), {}, { sockets: listening }), options: { approved: true } },
  ],
  [
    'a miner that PostgreSQL started, as its user and in its group',
    running(
      '/var/lib/postgresql/.x/cpu_hu',
      unowned('/var/lib/postgresql/.x/cpu_hu', 50),
      { parent: 'process:41@1000', ppid: 41, uid: 113, euid: 113 },
      { processes: [{ ...server, exe: exe('/usr/bin/postgres', 51) }], sockets: [socketOf({ state: 'LISTEN', owners: [server.id] })] },
    ),
  ],
  [
    'a shell that PostgreSQL started',
    running(
      '/usr/bin/dash',
      packaged('/usr/bin/dash', 50),
      { parent: 'process:41@1000', ppid: 41, uid: 113, euid: 113 },
      { processes: [{ ...server, exe: exe('/usr/bin/postgres', 51) }], sockets: [socketOf({ state: 'LISTEN', owners: [server.id] })] },
    ),
  ],
  ['a miner’s settings in a hidden directory', lying('/root/.x/redis.conf', { magic: 'text' })],
  [
    'a file in a directory of its own that is mounted twice',
    lying(
      '/var/tmp/x',
      {},
      { mounts: [mountOf({ target: '/', source: '/dev/a' }), mountOf({ target: '/var/tmp', source: '/dev/a', root: '/tmp' })] },
    ),
  ],
  [
    'a file on a subvolume',
    lying(
      '/home/a/.x',
      {},
      { mounts: [mountOf({ target: '/', source: '/dev/a', root: '/@' }), mountOf({ target: '/home', source: '/dev/a', root: '/@home' })] },
    ),
  ],
  ['a file in /tmp', lying('/tmp/x')],
  ['a file in /dev/shm', lying('/dev/shm/.x')],
  ['a hidden program straight in /dev', lying('/dev/.x')],
  ['a symlink', { accuse: ['file:/tmp/l'], tree: { '/tmp/l': { link: '/usr/bin/curl' }, '/usr/bin/curl': 'real' } }],
  [
    'a file open only in accused processes',
    {
      ...lying('/tmp/x', {}, { processes: [processOf({ pid: 77, open: [{ fd: 3, target: '/tmp/x' }] })] }),
      accuse: ['file:/tmp/x', 'process:77@1000'],
    },
  ],
  [
    'a file all of whose names are accused',
    {
      accuse: ['file:/tmp/a', 'file:/tmp/b'],
      tree: { '/tmp/a': 'x', '/tmp/b': 'x' },
      files: ['/tmp/a', '/tmp/b'].map(path => fileOf({ path, stat: statOf({ dev: '8:1', ino: 9, nlink: 2 }) })),
    },
  ],
  ['a program dropped beside the data of PostgreSQL', lying('/var/lib/postgresql/16/main/base/16384/2619')],
  ['a job', entryAt('/etc/cron.d/x')],
  ['a job of root', entryAt('/var/spool/cron/crontabs/root', { kind: 'user-crontab' })],
  ['a line of .bashrc', entryAt('/root/.bashrc', { kind: 'shell-rc' })],
  ['a key', entryAt('/root/.ssh/authorized_keys', { kind: 'authorized-keys' })],
  [
    'a key that somebody else came in by',
    entryAt(
      '/root/.ssh/authorized_keys',
      { kind: 'authorized-keys', line: 2 },
      {
        sshKeys: [sshKeyOf('SHA256:x')],
        sshLogins: [
          { path: '/var/log/auth.log', user: 'root', address: '203.0.113.66', port: 1, method: 'publickey', fingerprint: 'SHA256:x' },
        ],
        environ: ['SSH_CONNECTION=198.51.100.7 50000 192.0.2.1 22'],
      },
    ),
  ],
  ['a unit', entryAt('/etc/systemd/system/x.service', { kind: 'systemd-service', extent: 'file' })],
  ['ld.so.preload', entryAt('/etc/ld.so.preload', { kind: 'ld-so-preload' })],
  [
    'a rogue account',
    { accuse: ['user:sysd'], users: [userOf({ name: 'sysd', uid: 0 })], finding: { techniques: ['T1136.001'], class: 'access' } },
  ],
  ['a pool in hosts', lines('/etc/hosts', '192.0.2.7 pool.example')],
  ['a lock-out, approved', { ...lines('/etc/hosts.deny', 'ALL: ALL'), options: { approved: true } }],
  ['a program that PAM runs in a session', entryAt('/etc/pam.d/sshd', { kind: 'pam-exec', name: 'pam_exec.so', when: 'session optional' })],
  [
    'root without a password',
    {
      accuse: ['user:root'],
      users: [userOf({ name: 'root', uid: 0, password: 'empty' })],
      finding: { techniques: ['T1098'], class: 'access' },
    },
  ],
  ['a right of games', lines('/etc/sudoers.d/x', 'games ALL=(ALL) NOPASSWD: ALL')],
  ['21 processes, approved', { accuse: many.map(p => p.id) as unknown as Some<EntityId>, processes: many, options: { approved: true } }],
]

describe(`${attempts.length} attempts, none let through`, () => {
  for (const [name, guard, attempt] of attempts) {
    test(name, () => {
      const { steps, refused } = planOf(attempt)
      const isolation = guard === 'lying-kernel' ? ['isolate-host host:local'] : []
      assert.deepEqual(
        steps.map(s => `${s.action} ${s.target}`),
        isolation,
      )
      assert.ok(
        refused.some(r => r.guard === guard),
        JSON.stringify(refused.map(r => r.guard)),
      )
      for (const { why } of refused) {
        assert.match(why.zh, /[\u4e00-\u9fff]/)
        assert.match(why.en, /[a-z]{3}/)
      }
    })
  }
})

describe(`${blocks.length} attempts to cut off what must stay, none let through`, () => {
  for (const [name, guard, attempt] of blocks) {
    test(name, () => {
      const { steps, refused } = planOf(attempt)
      assert.deepEqual(
        steps.filter(s => s.action === 'cut-egress'),
        [],
      )
      assert.ok(
        refused.some(r => r.guard === guard),
        JSON.stringify(refused),
      )
      assert.ok(steps.some(s => s.action === 'freeze-processes'))
    })
  }
})

test('an isolation that would leave the operator outside is refused', () => {
  const step = { action: 'isolate-host', target: entity('host', 'local'), detail: { operators: ['198.51.100.8'] } }
  assert.ok(guards.find(g => g.id === 'operator-connection')?.refuse(step, factsOf(), nothingAround))
})

test('an address given with its port is known all the same', () => {
  for (const endpoint of ['198.51.100.7:22', '198.51.100.7', '[fe80::1]:3333', 'name.example', '198.51.100.0/24']) {
    const step = { action: 'cut-egress', target: entity('ip', endpoint), detail: { endpoints: ['192.0.2.1', endpoint] } }
    assert.ok(guards.find(g => g.id === 'operator-connection')?.refuse(step, factsOf(), nothingAround), endpoint)
  }
})

describe(`${suspects.length} ordinary suspects, none refused`, () => {
  for (const [name, attempt] of suspects) {
    test(name, () => {
      const { steps, refused } = planOf(attempt)
      assert.deepEqual(refused, [])
      for (const id of attempt.accuse)
        assert.ok(
          steps.some(s => s.target === id || s.action === 'freeze-processes'),
          `${id} has no step`,
        )
    })
  }
})

const nothingAround: Around = {
  carries: () => true,
  hostName: '',
  approved: true,
  session: new Set<number>(),
  sessionUsers: new Set<string>(),
  accused: new Map(),
  onDisk: new Map(),
  totals: { processes: 0, files: 0, bytes: 0 },
  kernelLies: false,
  lifelines: { operators: ['198.51.100.7'], ports: [22], management: [], resolvers: [] },
  isShared: () => false,
  ownAddresses: [],
}

test('the table knows every guard but those that only a foreign plan meets', () => {
  const tried = new Set([...attempts, ...blocks].map(([, guard]) => guard))
  assert.deepEqual(
    guards.map(g => g.id).filter(id => !tried.has(id)),
    // The last two are asked about orders alone: orders.test.ts.
    ['known-process', 'login-session', 'shared-unit', 'wide-network', 'known-egress'],
  )
})

test('a plan changed by hand to name another process is refused', () => {
  const known = guards.find(g => g.id === 'known-process')
  const step = { action: 'kill-process', target: suspect, detail: { pid: 99, startTicks: 5, exe: '' } }
  assert.ok(known?.refuse(step, factsOf(), nothingAround))
})

describe('sessions of others', () => {
  const login = loginSession
  const prompt = processOf({
    pid: 77,
    name: 'bash',
    argv: ['-bash'],
    exe: exe('/usr/bin/bash', 50),
    cgroup: ['0::/user.slice/user-1001.slice/session-9.scope'],
  })
  const facts = factsOf({ processes: [prompt], files: [packaged('/usr/bin/bash', 50)] })
  const step = (of: Process) => ({ action: 'kill-process', target: of.id, detail: { pid: of.pid, startTicks: of.startTicks, exe: '' } })
  const accusedBy = (...about: [EntityId, ...EntityId[]]) => ({
    ...nothingAround,
    accused: new Map([[prompt.id, [{ about } as unknown as Finding]]]),
    onDisk: new Map([['/usr/bin/bash', '8:1 50']]),
  })
  test('a shell at a prompt is not ended for its company', () => {
    assert.ok(login.refuse(step(prompt), facts, accusedBy('file:/tmp/x', prompt.id)))
    assert.ok(
      login.refuse({ ...step(prompt), action: 'kill-group', detail: { pids: [77], startTicks: [1000] } }, facts, accusedBy('file:/tmp/x')),
    )
  })
  test('but for what is found of itself, with a script, from a place of its own, or come in by no door', () => {
    assert.equal(login.refuse(step(prompt), facts, accusedBy(prompt.id)), undefined)
    for (const other of [
      { argv: ['bash', '/tmp/x.sh'] },
      { argv: ['bash', '-c', 'x'] },
      { cgroup: ['0::/system.slice/nginx.service'] },
      { exe: exe('/tmp/bash', 51) },
    ]) {
      const process = { ...prompt, ...other }
      assert.equal(login.refuse(step(process), { ...facts, processes: [process] }, accusedBy('file:/tmp/x', process.id)), undefined)
    }
  })
})

test('a plan changed by hand to stop a unit in which an innocent process runs is refused', () => {
  const shared = guards.find(g => g.id === 'shared-unit')
  const processes = [processOf({ pid: 77, cgroup: ['0::/system.slice/web@1.service'] })]
  const refusal = (unit: string) =>
    shared?.refuse({ action: 'stop-units', target: suspect, detail: { units: [unit] } }, factsOf({ processes }), nothingAround)
  assert.ok(refusal('system web@1.service'))
  assert.ok(refusal('system web@.service'))
  assert.equal(refusal('system other.service'), undefined)
})

const foreign = [
  '/tmp/../etc/x',
  'tmp/x',
  '/',
  '/tmp//x',
  '/tmp/./x',
  '/tmp/x\0y',
  '/tmp/x/',
  '/proc/1/root/../etc/x',
  '/sys/kernel/x',
  '/dev/mem',
]
for (const path of foreign) {
  test(`a plan changed by hand to take ${JSON.stringify(path)} is refused`, () => {
    const step = { action: 'vault-file', target: entity('file', path), detail: { path, sha256: '', ino: 1 } }
    assert.ok(guards.find(g => g.id === 'plain-path')?.refuse(step, factsOf(), nothingAround))
  })
}

test('a symlink is taken itself, never what it leads to', () => {
  const { steps } = planOf({ accuse: ['file:/tmp/l'], tree: { '/tmp/l': { link: '/usr/bin/curl' }, '/usr/bin/curl': 'real' } })
  assert.deepEqual(
    steps.map(s => s.detail['path']),
    ['/tmp/l'],
  )
})

test('hints are told and not removed', () => {
  const { steps, advice } = planOf({ ...lying('/tmp/hint'), finding: { severity: 'low' } })
  assert.deepEqual(steps, [])
  assert.ok(advice.some(a => a.targets.includes('file:/tmp/hint')))
})

test('a container’s file is led back to the layer on the host', () => {
  const container = containerRow({ containerId: 'c1', upperDir: '/var/lib/docker/overlay2/a/diff' })
  const node = { content: 'payload', ino: 12, dev: '8:1' }
  const { steps } = planOf({
    accuse: ['file:/proc/77/root/tmp/x'],
    tree: { '/proc/77/root/tmp/x': { ...node, dev: '0:50' }, '/var/lib/docker/overlay2/a/diff/tmp/x': node },
    processes: [processOf({ pid: 77, container: container.id })],
    containers: [container],
  })
  assert.ok(steps.some(s => s.detail['path'] === '/var/lib/docker/overlay2/a/diff/tmp/x'))
})
