// A snapshot of the disk before anything is changed: the command for what the root file system lies on, or the place in the cloud's console.
import type { Advice } from '../core/plan.ts'
import { cloudOf } from './plan-cloud.ts'
import { type Draft, type Ground, text } from './plan-draft.ts'

/** Nothing on a disk root, which is a copy already, and where nothing is planned. */
export function snapshotAdvice({ facts, host, incident }: Ground, drafts: readonly Draft[]): readonly Advice[] {
  if (host.origin.kind !== 'live' || drafts.length === 0) return []
  const cloud = cloudOf(host)
  const command = commandFor(
    facts.mounts.findLast(m => m.target === '/'),
    `davylamp-${incident.id}`,
  )
  if (command === undefined && cloud === undefined) return []
  const where = cloud === undefined ? '' : `${cloud.name.zh}:${cloud.snapshot.zh}`
  const at = cloud === undefined ? '' : `${cloud.name.en}, ${cloud.snapshot.en}`
  return [
    {
      title: text(
        `处置之前建议先做整盘快照${where === '' ? '' : `(${where})`};也可用 davylamp respond --snapshot-first=命令`,
        `a snapshot of the disk before the response is wise${at === '' ? '' : ` (${at})`}; davylamp respond --snapshot-first=COMMAND runs one first`,
      ),
      targets: [],
      before: true,
      ...(command !== undefined && { command }),
    },
  ]
}

function commandFor(root: { readonly source: string; readonly type: string } | undefined, name: string): string | undefined {
  if (root === undefined) return undefined
  const { source, type } = root
  if (type === 'btrfs') return `btrfs subvolume snapshot -r / /.${name}`
  if (type === 'zfs') return /^[\w.:/-]+$/.test(source) ? `zfs snapshot ${source}@${name}` : undefined
  // "/dev/mapper/vg-root": device-mapper names of encrypted disks and multipath look otherwise, and lvcreate refuses what is no volume.
  if (!/^\/dev\/mapper\/[\w.+]+(?:--[\w.+]+)*-[\w.+-]+$/.test(source)) return undefined
  return `lvcreate --snapshot --extents 50%FREE --name ${name} ${source}`
}
