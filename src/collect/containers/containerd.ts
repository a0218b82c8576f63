// containerd's running containers by their OCI bundles: Kubernetes, nerdctl, Docker's own, and those of shims in odd places.
import type { Container } from '../../core/facts/container.ts'
import type { Process } from '../../core/facts/process.ts'
import { type Gap, gap, isGap } from '../../core/gap.ts'
import type { HostView } from '../../core/host.ts'
import { parseOciSpec } from '../../parse/files/oci-spec.ts'
import { namesIn } from '../small-file.ts'
import { containerOf, mostContainers, type RuntimeReader } from './state.ts'

const tasks = 'io.containerd.runtime.v2.task'
const stateRoots = [
  '/run/containerd',
  '/run/docker/containerd/daemon',
  '/run/k3s/containerd',
  '/var/snap/microk8s/common/run/containerd',
  '/run/k0s/containerd',
]

export const containerd: RuntimeReader = function* (host, processes) {
  const bundles = new Set<string>()
  for (const root of stateRoots) {
    for (const namespace of namesIn(host, `${root}/${tasks}`)) {
      const folder = `${root}/${tasks}/${namespace}`
      const entries = host.files.list(folder, mostContainers)
      if (!isGap(entries)) for (const { name } of entries) bundles.add(`${folder}/${name}`)
      else if (entries.why !== 'absent') yield entries
    }
  }
  for (const bundle of shimBundles(processes)) bundles.add(bundle)
  for (const bundle of bundles) yield* bundleAt(host, bundle)
}

/** A shim stands in the bundle of the container it keeps, whatever its daemon's state directory is. */
function shimBundles(processes: readonly Process[]): readonly string[] {
  return processes
    .filter(({ name, argv }) => name.startsWith('containerd-shim') || /(?:^|\/)containerd-shim/.test(argv[0] ?? ''))
    .flatMap(({ cwd }) => (cwd?.startsWith('/') ? [cwd] : []))
}

function* bundleAt(host: HostView, bundle: string): Generator<Container | Gap> {
  const path = `${bundle}/config.json`
  const content = host.files.read(path)
  if (isGap(content)) {
    if (content.why !== 'absent') yield content
    return
  }
  const spec = parseOciSpec(content.bytes)
  if (spec === undefined) {
    yield gap(path, 'malformed', 'is no OCI runtime specification')
    return
  }
  const { annotations } = spec
  const first = (...keys: readonly string[]) => keys.map(key => annotations.get(key) ?? '').find(value => value !== '') ?? ''
  yield containerOf({
    runtime: 'containerd',
    containerId: bundle.slice(bundle.lastIndexOf('/') + 1),
    name: first('io.kubernetes.cri.container-name', 'nerdctl/name', 'io.kubernetes.cri.sandbox-name'),
    image: first('io.kubernetes.cri.image-name', 'nerdctl/image-name'),
    running: true,
    command: spec.command,
    privileged: spec.privileged,
    hostMounts: spec.hostMounts,
    path,
  })
}
