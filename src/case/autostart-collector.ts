// Runs all kinds of persistence on the host and inside each container, running or not, as one collector of autostarts.
import type { Collector, Row } from '../core/collector.ts'
import type { EntityId } from '../core/entity.ts'
import { entity } from '../core/entity.ts'
import type { Autostart } from '../core/facts/autostart.ts'
import type { Facts } from '../core/facts.ts'
import { type Gap, gap, isGap } from '../core/gap.ts'
import type { HostView } from '../core/host.ts'
import type { Persistence } from '../core/persistence.ts'
import type { Progress } from './gather.ts'

const mostContainers = 64

export function autostartCollector(kinds: readonly Persistence[], progress: Progress): Collector {
  return {
    id: 'autostarts',
    summary: {
      zh: '所有自启动入口(主机与容器)',
      en: 'everything that starts a program again, on the host and in containers',
    },
    techniques: [],
    references: [],
    gives: ['autostarts'],
    needs: ['processes', 'containers', 'mounts'],
    *collect(host, soFar) {
      yield* listAll(host, kinds, progress)
      const roots = containerRoots(host, soFar)
      if (roots.size > mostContainers)
        yield gap('persistence in containers', 'capped', `${roots.size} containers, ${mostContainers} looked at`)
      for (const [container, root] of [...roots].slice(0, mostContainers)) yield* inContainer(host.inside(root), container, root, kinds)
    },
  }
}

function* listAll(host: HostView, kinds: readonly Persistence[], progress?: Progress): Generator<Row | Gap> {
  for (const kind of kinds) {
    progress?.(kind.id)
    try {
      for (const entry of kind.list(host)) yield isGap(entry) ? entry : ['autostarts', entry]
    } catch (error) {
      yield gap(`persistence ${kind.id}`, 'malformed', `stopped by an internal error: ${String(error).slice(0, 200)}`)
    }
  }
}

/** Entries as reached from the host, so that they can be found and cleaned from there. */
function* inContainer(view: HostView, container: EntityId<'container'>, root: string, kinds: readonly Persistence[]): Generator<Row | Gap> {
  for (const item of listAll(view, kinds)) {
    if (isGap(item)) yield { ...item, source: root + item.source }
    else {
      const entry = item[1] as Autostart
      const path = root + entry.path
      yield ['autostarts', { ...entry, id: entity('autostart', `${entry.kind}:${path}#${entry.line}`), path, container }]
    }
  }
}

/** The root of one of its processes; of a container that runs nothing, what was written into it as it lies on the disk. */
function containerRoots({ files }: HostView, { processes, containers }: Facts): ReadonlyMap<EntityId<'container'>, string> {
  const roots = new Map<EntityId<'container'>, string>()
  for (const process of processes) {
    if (process.container === undefined || process.kernelThread || roots.has(process.container)) continue
    if (process.namespaces['mnt'] !== processes.find(p => p.pid === 1)?.namespaces['mnt'])
      roots.set(process.container, `/proc/${process.pid}/root`)
  }
  for (const { id, upperDir, rootDir } of containers) {
    const root = upperDir ?? rootDir
    if (root !== undefined && !roots.has(id) && !isGap(files.stat(root))) roots.set(id, root)
  }
  return roots
}
