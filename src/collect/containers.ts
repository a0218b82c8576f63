// Containers of every runtime: by their state on disk, and by the processes that are in one nobody told of.
import type { Collector } from '../core/collector.ts'
import { type EntityId, nameOf } from '../core/entity.ts'
import type { Container } from '../core/facts/container.ts'
import type { Process } from '../core/facts/process.ts'
import { type Gap, isGap } from '../core/gap.ts'
import type { HostView } from '../core/host.ts'
import { type OverlayOptions, parseOverlayOptions } from '../parse/files/overlay-options.ts'
import { parseMountinfo } from '../parse/proc/mountinfo.ts'
import { containerd } from './containers/containerd.ts'
import { docker } from './containers/docker.ts'
import { kubelet } from './containers/kubelet.ts'
import { lxc, nspawn } from './containers/machines.ts'
import { containerOf, type RuntimeReader } from './containers/state.ts'
import { storage } from './containers/storage.ts'

/** An id told by two runtimes belongs to the first: dockerd knows more than the containerd under it. */
const readers: readonly RuntimeReader[] = [docker, storage, containerd, kubelet, lxc, nspawn]

export const containers: Collector = {
  id: 'containers',
  summary: { zh: '各类容器及其对宿主机的权限', en: 'containers of every runtime, and what they may do to the host' },
  techniques: ['T1610', 'T1611'],
  references: [
    'https://github.com/moby/moby/blob/master/daemon/container/container.go',
    'https://github.com/opencontainers/runtime-spec/blob/main/config.md',
    'https://docs.podman.io/en/latest/markdown/podman.1.html',
    'man:systemd.nspawn(5)',
    'man:lxc.container.conf(5)',
  ],
  gives: ['containers'],
  needs: ['processes'],
  *collect(host, { processes }) {
    const rows = new Map<EntityId, Container>()
    for (const reader of readers) {
      for (const row of reader(host, processes)) {
        if (isGap(row)) yield row
        else if (!rows.has(row.id)) rows.set(row.id, row)
      }
    }
    const members = membersOf(processes)
    for (const id of members.keys()) if (!rows.has(id)) rows.set(id, containerOf({ runtime: 'unknown', containerId: nameOf(id) }))
    for (const row of rows.values()) {
      const inside = members.get(row.id) ?? []
      const overlay = overlayOf(host, inside)
      if (isGap(overlay)) yield overlay
      const layers = overlay === undefined || isGap(overlay) ? {} : overlay
      yield ['containers', { ...row, ...layers, running: row.running || inside.length > 0, processes: inside.map(({ id }) => id) }]
    }
  },
}

function membersOf(processes: readonly Process[]): ReadonlyMap<EntityId<'container'>, readonly Process[]> {
  const members = new Map<EntityId<'container'>, Process[]>()
  for (const process of processes) {
    if (process.container === undefined) continue
    const list = members.get(process.container)
    if (list === undefined) members.set(process.container, [process])
    else list.push(process)
  }
  return members
}

/** The overlay that a member has as its root; what really is mounted counts more than what the state on disk says. */
function overlayOf(host: HostView, members: readonly Process[]): OverlayOptions | Gap | undefined {
  for (const { pid } of members.slice(0, 3)) {
    const content = host.files.read(`/proc/${pid}/mountinfo`)
    if (isGap(content)) {
      if (content.why !== 'absent') return content
      continue
    }
    const root = parseMountinfo(content.bytes).findLast(mount => mount.target === '/')
    if (root === undefined) continue
    // A directory bound to be the root shows a part of whatever overlay it lies on: that one is of its host.
    const options = root.type === 'overlay' && root.root === '/' ? parseOverlayOptions(root.superOptions) : undefined
    return options?.upperDir === undefined ? undefined : options
  }
  return undefined
}
