// A disk whose directories are links (usrmerge) and whose autostart files are absolute links: everything is found inside the disk, nothing on this machine.
import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, describe, test } from 'node:test'
import { isGap } from '../../src/core/gap.ts'
import { diskRoot } from '../../src/host/disk.ts'
import { persistence } from '../../src/persistence/index.ts'

const folder = mkdtempSync(join(tmpdir(), 'davylamp-links-'))
after(() => rmSync(folder, { recursive: true, force: true }))
const root = join(folder, 'disk')
const outside = join(folder, 'outside')

/** By kind: the path it lists, the content there, and the command it must tell. */
const planted: readonly (readonly [kind: string, path: string, content: string, command: RegExp])[] = [
  ['cron-d', '/etc/cron.d/x', '* * * * * root /opt/evil cron\n', /evil cron/],
  ['system-crontab', '/etc/crontab', '* * * * * root /opt/evil table\n', /evil table/],
  ['user-crontab', '/var/spool/cron/crontabs/root', '* * * * * /opt/evil own\n', /evil own/],
  [
    'systemd-service',
    '/etc/systemd/system/x.service',
    '[Service]\nExecStart=/opt/evil unit\n[Install]\nWantedBy=multi-user.target\n',
    /evil unit/,
  ],
  ['systemd-service', '/usr/lib/systemd/system/y.service', '[Service]\nExecStart=/opt/evil vendor\n', /evil vendor/],
  ['rc-local', '/etc/rc.local', '#!/bin/sh\n/opt/evil local\n', /evil local|rc\.local/],
  ['ld-so-preload', '/etc/ld.so.preload', '/opt/evil.so\n', /evil\.so/],
  ['profile-d', '/etc/profile.d/x.sh', '/opt/evil profile &\n', /evil profile|x\.sh/],
  ['shell-rc', '/root/.bashrc', 'nohup /opt/evil rc >/dev/null 2>&1 &\n', /evil rc/],
  [
    'authorized-keys',
    '/root/.ssh/authorized_keys',
    'command="/opt/evil key" ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGJhZGJhZGJhZGJhZGJhZGJhZGJhZGJhZGJhZGJhZGJh x\n',
    /evil key|^$/,
  ],
  ['udev', '/usr/lib/udev/rules.d/x.rules', 'ACTION=="add", RUN+="/opt/evil udev"\n', /evil udev/],
]

function write(path: string, content: string): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, content, { mode: 0o755 })
}

mkdirSync(join(root, 'usr/lib'), { recursive: true })
mkdirSync(join(root, 'usr/bin'), { recursive: true })
for (const name of ['lib', 'bin']) symlinkSync(`usr/${name}`, join(root, name))
write(join(root, 'etc/passwd'), 'root:x:0:0:root:/root:/bin/bash\n')
// Each file is an absolute link to where it lies on the disk; the same absolute path on this machine holds something else.
planted.forEach(([, path, content], i) => {
  write(join(root, outside, `${i}`), content)
  write(join(outside, `${i}`), content.replaceAll('evil', 'machine'))
  mkdirSync(dirname(join(root, path)), { recursive: true })
  symlinkSync(join(outside, `${i}`), join(root, path))
})

for (const how of ['raw', 'plain'] as const) {
  describe(`absolute links of a disk (${how})`, () => {
    const host = diskRoot(root, how)
    assert.ok(typeof host !== 'string', String(host))
    const listed = new Map(persistence.map(kind => [kind.id, [...kind.list(host)]] as const))
    for (const [kind, path, , command] of planted)
      test(`${kind} ${path}`, () => {
        const entries = (listed.get(kind) ?? []).flatMap(row => (isGap(row) ? [] : [row])).filter(entry => entry.path === path)
        assert.equal(entries.length, 1, JSON.stringify(listed.get(kind)))
        assert.match(entries[0]?.command ?? '', command)
      })
    test('nothing of this machine, nothing twice, no gap', () => {
      const all = [...listed.values()].flat()
      assert.doesNotMatch(JSON.stringify(all), /machine/)
      assert.deepEqual(all.filter(isGap), [])
      const ids = all.flatMap(row => (isGap(row) ? [] : [row.id]))
      assert.equal(new Set(ids).size, ids.length)
    })
  })
}
