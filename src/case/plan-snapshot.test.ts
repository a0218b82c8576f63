// The command for a snapshot of the root file system, by what it lies on.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findingOf } from '../../test/findings.ts'
import { factsOf } from '../core/facts.ts'
import type { Incident } from '../core/incident.ts'
import { memoryHost, type Node } from '../host/memory.ts'
import type { Draft } from './plan-draft.ts'
import { snapshotAdvice } from './plan-snapshot.ts'

const findings = [findingOf({})] as const
const incident: Incident = { id: 'I-1', host: 'h', verdict: 'mining', confidence: 1, findings, members: [], edges: [], timeline: [] }

function adviceOn(source: string, type: string, tree: Record<string, Node> = {}, kind: 'live' | 'memory' = 'live') {
  const facts = factsOf({ mounts: [{ source, type, target: '/', options: 'rw', root: '/' }] })
  return snapshotAdvice({ incident, facts, host: memoryHost(tree, { origin: { kind } }), accused: new Map() }, [{} as Draft])[0]
}

test('LVM, btrfs and ZFS have a command; others have the console of their cloud, or nothing', () => {
  const commands = [
    ['/dev/mapper/vg0-root', 'ext4', 'lvcreate --snapshot --extents 50%FREE --name davylamp-I-1 /dev/mapper/vg0-root'],
    ['/dev/mapper/my--vg-root', 'xfs', 'lvcreate --snapshot --extents 50%FREE --name davylamp-I-1 /dev/mapper/my--vg-root'],
    ['/dev/sda2', 'btrfs', 'btrfs subvolume snapshot -r / /.davylamp-I-1'],
    ['rpool/ROOT/debian', 'zfs', 'zfs snapshot rpool/ROOT/debian@davylamp-I-1'],
    ['rpool/x;reboot', 'zfs', undefined],
    ['/dev/mapper/crypt', 'ext4', undefined],
    ['/dev/mapper/vg-x;reboot', 'ext4', undefined],
    ['/dev/vda1', 'ext4', undefined],
  ] as const
  for (const [source, type, command] of commands) assert.equal(adviceOn(source, type)?.command, command, source)
  const cloud = adviceOn('/dev/vda1', 'ext4', { '/sys/class/dmi/id/sys_vendor': 'Tencent Cloud\n' })
  assert.match(cloud?.title.zh ?? '', /腾讯云 CVM:云服务器控制台/)
  assert.equal(adviceOn('/dev/mapper/vg0-root', 'ext4', {}, 'memory'), undefined)
})
