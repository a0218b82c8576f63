// Podman's and CRI-O's containers in containers/storage, the system's and each account's.
import type { Container } from '../../core/facts/container.ts'
import { type Gap, isGap, known } from '../../core/gap.ts'
import type { HostView } from '../../core/host.ts'
import { parseContainersJson, type StoredContainer } from '../../parse/files/container-storage.ts'
import { parseOciSpec } from '../../parse/files/oci-spec.ts'
import { namesIn } from '../small-file.ts'
import { lowerOf } from './docker.ts'
import { containerOf, mostContainers, type RuntimeReader } from './state.ts'

export const storage: RuntimeReader = function* (host) {
  const homes = ['/root', ...namesIn(host, '/home').map(name => `/home/${name}`)]
  for (const root of ['/var/lib/containers/storage', ...homes.map(home => `${home}/.local/share/containers/storage`)]) {
    for (const file of ['containers.json', 'volatile-containers.json']) {
      const path = `${root}/overlay-containers/${file}`
      const content = host.files.read(path, 16 << 20)
      if (isGap(content)) {
        if (content.why !== 'absent') yield content
        continue
      }
      for (const stored of parseContainersJson(content.bytes).slice(0, mostContainers)) yield* containerAt(host, root, path, stored)
    }
  }
}

function* containerAt(host: HostView, root: string, path: string, stored: StoredContainer): Generator<Container | Gap> {
  const { id, layer, name, image } = stored
  const folders = [`${root}/overlay-containers`, '/run/containers/storage/overlay-containers'].map(base => `${base}/${id}/userdata`)
  const content = folders.map(folder => host.files.read(`${folder}/config.json`)).find(known)
  const spec = content === undefined ? undefined : parseOciSpec(content.bytes)
  const kubernetes = [...(spec?.annotations.keys() ?? [])].some(key => key.startsWith('io.kubernetes.cri-o.'))
  yield containerOf({
    runtime: kubernetes ? 'crio' : 'podman',
    containerId: id,
    name: spec?.annotations.get('io.kubernetes.container.name') || name,
    image: spec?.annotations.get('io.kubernetes.cri-o.ImageName') || image,
    running: folders.some(folder => !isGap(host.files.stat(`${folder}/pidfile`))),
    command: spec?.command ?? [],
    privileged: spec?.annotations.get('io.podman.annotations.privileged') === 'TRUE' || spec?.privileged === true,
    hostMounts: (spec?.hostMounts ?? []).filter(mount => !mount.startsWith(`${root}/`) && !mount.startsWith('/run/containers/')),
    upperDir: `${root}/overlay/${layer}/diff`,
    lowerDirs: lowerOf(host, `${root}/overlay`, layer),
    path,
  })
}
