// Docker's containers, under every data root that is configured or that a running dockerd was given.

import { textOf } from '../../core/bytes.ts'
import type { Container } from '../../core/facts/container.ts'
import type { Process } from '../../core/facts/process.ts'
import { type Gap, gap, isGap } from '../../core/gap.ts'
import type { HostView } from '../../core/host.ts'
import { parseDockerContainer } from '../../parse/files/docker-container.ts'
import { jsonOf, stringAt } from '../../parse/json.ts'
import { namesIn } from '../small-file.ts'
import { containerOf, mostContainers, optionValues, type RuntimeReader } from './state.ts'

export const docker: RuntimeReader = function* (host, processes) {
  for (const root of dataRoots(host, processes)) {
    const folder = `${root}/containers`
    const entries = host.files.list(folder, mostContainers)
    if (isGap(entries)) {
      if (entries.why !== 'absent') yield entries
      continue
    }
    for (const { name } of entries) yield* containerAt(host, root, `${folder}/${name}`)
  }
}

function dataRoots(host: HostView, processes: readonly Process[]): ReadonlySet<string> {
  const config = host.files.read('/etc/docker/daemon.json')
  const value = isGap(config) ? undefined : jsonOf(config.bytes)
  const given = processes
    .filter(process => /dockerd|containerd/.test(process.argv[0] ?? '') || /dockerd|containerd/.test(process.name))
    .flatMap(process => optionValues(process.argv, '--data-root', '--graph', '-g'))
  const homes = ['/root', ...namesIn(host, '/home').map(name => `/home/${name}`)]
  const roots = [
    '/var/lib/docker',
    '/var/snap/docker/common/var-lib-docker',
    stringAt(value, 'data-root') || stringAt(value, 'graph'),
    ...given,
    ...homes.map(home => `${home}/.local/share/docker`),
  ]
  return new Set(roots.map(root => root.replace(/\/+$/, '')).filter(root => root.startsWith('/')))
}

function* containerAt(host: HostView, root: string, folder: string): Generator<Container | Gap> {
  const path = `${folder}/config.v2.json`
  const config = host.files.read(path)
  if (isGap(config)) {
    if (config.why !== 'absent') yield config
    return
  }
  const hostConfig = host.files.read(`${folder}/hostconfig.json`)
  const parsed = parseDockerContainer(config.bytes, isGap(hostConfig) ? new Uint8Array() : hostConfig.bytes)
  if (parsed === undefined) {
    yield gap(path, 'malformed', 'is no container of dockerd')
    return
  }
  const { id, ...rest } = parsed
  yield containerOf({ runtime: 'docker', containerId: id, path, ...rest, ...layersOf(host, root, id) })
}

/** By the layer database of overlay2; with containerd's image store there is none, and the mount tells instead. */
function layersOf(host: HostView, root: string, id: string): Pick<Container, 'upperDir' | 'lowerDirs'> {
  const mountId = host.files.read(`${root}/image/overlay2/layerdb/mounts/${id}/mount-id`)
  const layer = isGap(mountId) ? '' : textOf(mountId.bytes).trim()
  if (!/^[0-9a-z-]{1,100}$/.test(layer)) return { lowerDirs: [] }
  return { upperDir: `${root}/overlay2/${layer}/diff`, lowerDirs: lowerOf(host, `${root}/overlay2`, layer) }
}

/** The file "lower" names short links ("l/ABC") beside the layers: read as the directories they stand for. Shared with containers/storage. */
export function lowerOf(host: HostView, overlay: string, layer: string): readonly string[] {
  const lower = host.files.read(`${overlay}/${layer}/lower`)
  const links = isGap(lower) ? [] : textOf(lower.bytes).trim().split(':')
  return links
    .filter(link => /^l\/[0-9A-Z]{1,64}$/.test(link))
    .map(link => {
      const target = host.files.readlink(`${overlay}/${link}`)
      return isGap(target) || !target.startsWith('../') ? `${overlay}/${link}` : `${overlay}/${target.slice(3)}`
    })
}
