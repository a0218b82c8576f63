// Manifests that the kubelet (or k3s) runs as soon as they lie in its directory, without asking any API server.
import { textOf } from '../core/bytes.ts'
import { isGap } from '../core/gap.ts'
import type { HostView } from '../core/host.ts'
import type { Persistence } from '../core/persistence.ts'
import { parseStaticPod } from '../parse/files/static-pod.ts'
import { jsonOf, listAt, stringAt, stringsAt } from '../parse/json.ts'
import { disarmEntry } from './entry.ts'
import { wholeFilesIn } from './listing.ts'
import { places } from './matching.ts'

const usual = [
  '/etc/kubernetes/manifests',
  '/etc/kubelet.d',
  '/var/lib/rancher/k3s/agent/pod-manifests',
  '/var/lib/rancher/k3s/server/manifests',
  '/var/lib/rancher/rke2/agent/pod-manifests',
  '/var/lib/rancher/rke2/server/manifests',
]
const configs = [
  '/var/lib/kubelet/config.yaml',
  '/etc/kubernetes/kubelet.conf',
  '/etc/kubernetes/kubelet/kubelet-config.json',
  '/etc/kubernetes/kubelet/config.json',
]
const flags = ['/var/lib/kubelet/kubeadm-flags.env', '/etc/default/kubelet', '/etc/sysconfig/kubelet']

export const kubeletStaticPod: Persistence = {
  id: 'kubelet-static-pod',
  summary: { zh: 'kubelet 静态 Pod 清单', en: 'static pod manifests of the kubelet' },
  techniques: ['T1610', 'T1543.005'],
  references: ['https://kubernetes.io/docs/tasks/configure-pod-container/static-pod/'],
  platform: 'linux',
  *list(host) {
    const directories = [...new Set([...usual, ...configured(host)])]
    const where = places(directories.flatMap(directory => [`${directory}/*`, `${directory}/.*`]))
    yield* wholeFilesIn(host, where, { kind: 'kubelet-static-pod', trigger: 'boot' }, ({ name: file }, head) => {
      const found = manifestOf(head)
      if (found === undefined) return undefined
      const { name, images, command } = found
      const told = { command: command.join(' '), name: images.length === 0 ? name : `${name} (${images.join(', ')})` }
      // The kubelet passes over names that begin with a dot.
      return file.startsWith('.') ? { ...told, disabled: true } : told
    })
  },
  disarm: disarmEntry,
}

function configured(host: HostView): string[] {
  const texts = (paths: readonly string[]): string[] =>
    paths.flatMap(path => {
      const content = host.files.read(path, 1 << 16)
      return isGap(content) ? [] : [textOf(content.bytes)]
    })
  const found = [
    ...texts(configs).map(text => /^[ \t]*["']?staticPodPath["']?[ \t]*:[ \t]*["']?(\/[^\s"',]{1,500})/m.exec(text)?.[1]),
    ...texts(flags).map(text => /--pod-manifest-path[= ]["']?(\/[^\s"',]{1,500})/.exec(text)?.[1]),
  ]
  return found.filter(path => path !== undefined && !path.includes('*')).map(path => path?.replace(/\/+$/, '') ?? '')
}

interface Manifest {
  readonly name: string
  readonly images: readonly string[]
  readonly command: readonly string[]
}

/** Pods in YAML and JSON with what they run; of other kinds, which only k3s and RKE2 take, no more than the kind. */
function manifestOf(head: Uint8Array): Manifest | undefined {
  const value = jsonOf(head)
  const containers = ['initContainers', 'containers'].flatMap(key => listAt(value, 'spec', key))
  if (containers.length > 0) {
    const images = containers.map(container => stringAt(container, 'image')).filter(image => image !== '')
    const command = containers.flatMap(container => [...stringsAt(container, 'command'), ...stringsAt(container, 'args')])
    return { name: stringAt(value, 'metadata', 'name'), images, command }
  }
  const kind = /^["']?kind["']?:[ \t]*["']?([A-Za-z]{1,60})/m.exec(textOf(head))?.[1]
  return parseStaticPod(head) ?? (kind === undefined ? undefined : { name: kind, images: [], command: [] })
}
