// What was written into containers, running or not, as it lies on the host's disk: programs, and settings and scripts in odd places.
import type { Container } from '../../core/facts/container.ts'
import { type Gap, gap, isGap } from '../../core/gap.ts'
import type { DirEntry, HostView } from '../../core/host.ts'
import { isHiddenPath, isOddPlaceForProgram, isTempPlace } from '../../parse/places.ts'
import { namesIn } from '../small-file.ts'
import type { Subject, Subjects } from './subject.ts'
import { walk } from './temporary.ts'

const mostContainers = 500
const mostEach = 5000
/** Directory entries over all containers together. */
const mostEntries = 60_000
const mostPrograms = 200
const deepest = 8

/** Trees of packages that an `apt install` or `npm install` in a container leaves: much, and never a dropper's place. */
const passedOver =
  /^\/(?:proc|sys|usr\/(?:share|include|lib\/(?:python3|x86_64-linux-gnu|aarch64-linux-gnu))|var\/(?:lib\/(?:apt|dpkg|rpm)|cache))(?:\/|$)|\/(?:node_modules|\.git|__pycache__|site-packages|dist-packages)$/

/** Snapshots of containerd, whose owners only its database knows. */
const snapshots = [
  '/var/lib/containerd/io.containerd.snapshotter.v1.overlayfs/snapshots',
  '/var/lib/rancher/k3s/agent/containerd/io.containerd.snapshotter.v1.overlayfs/snapshots',
  '/var/lib/docker/containerd/daemon/io.containerd.snapshotter.v1.overlayfs/snapshots',
]
const mostSnapshots = 300
const temporary = ['tmp', 'var/tmp', 'dev/shm']

export function* addContainers(host: HostView, containers: readonly Container[], subjects: Subjects): Generator<Gap> {
  const rooted = containers.flatMap(({ id, upperDir, rootDir }): [string, Pick<Subject, 'container' | 'layer'>][] => {
    if (upperDir !== undefined) return [[upperDir, { container: id, layer: 'runtime' }]]
    return rootDir === undefined ? [] : [[rootDir, { container: id }]]
  })
  if (rooted.length > mostContainers) yield gap('files of containers', 'capped', `${rooted.length} containers, ${mostContainers} looked at`)
  let left = mostEntries
  for (const [root, more] of rooted.slice(0, mostContainers)) {
    const looked = addOne(host, root, Math.min(mostEach, left), more, subjects)
    left -= looked.count
    if (looked.capped) yield gap(root, 'capped', `only the first ${looked.count} entries of this container were looked at`)
  }
  yield* addSnapshots(host, subjects)
}

/** Breadth first, so that a crowded tree hides nothing that lies near the top. */
function addOne(
  host: HostView,
  root: string,
  most: number,
  more: Pick<Subject, 'container' | 'layer'>,
  subjects: Subjects,
): { count: number; capped: boolean } {
  let count = 0
  let programs = 0
  let level = ['']
  for (let depth = 0; depth < deepest && level.length > 0; depth++) {
    const next: string[] = []
    for (const directory of level) {
      const entries = host.files.list(`${root}${directory}`, most + 1)
      if (isGap(entries)) continue
      for (const entry of entries) {
        if (++count > most) return { count: most, capped: true }
        const inside = `${directory}/${entry.name}`
        if (entry.type === 'directory') {
          if (entry.name.startsWith('.') && isHiddenPath(inside)) subjects.add(root + inside, 'hidden', more)
          if (!passedOver.test(inside)) next.push(inside)
        } else if (entry.type === 'file') {
          if (isOddPlaceForProgram(inside)) subjects.add(root + inside, isTempPlace(inside) ? 'temporary' : 'hidden', more)
          else if (programs < mostPrograms && isProgram(host, root + inside, entry)) {
            programs++
            subjects.add(root + inside, 'neighbour', more)
          }
        }
      }
    }
    level = next
  }
  return { count, capped: false }
}

function isProgram(host: HostView, path: string, { name }: DirEntry): boolean {
  if (/\.so(?:\.[\d.]+)?$/.test(name)) return false
  const stat = host.files.lstat(path)
  return !isGap(stat) && (stat.mode & 0o111) !== 0
}

/** Only their temporary places: what an image or a package put elsewhere cannot be told from what an intruder wrote. */
function* addSnapshots(host: HostView, subjects: Subjects): Generator<Gap> {
  for (const folder of snapshots) {
    const names = namesIn(host, folder)
    if (names.length > mostSnapshots) yield gap(folder, 'capped', `${names.length} snapshots, ${mostSnapshots} looked at`)
    for (const name of names.slice(-mostSnapshots)) {
      for (const place of temporary) yield* walk(host, `${folder}/${name}/fs/${place}`, 3, 500, 'temporary', subjects)
    }
  }
}
