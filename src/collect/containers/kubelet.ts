// What kubelet is told to run by files: static pods.
import { gap, isGap } from '../../core/gap.ts'
import { parseStaticPod } from '../../parse/files/static-pod.ts'
import { namesIn } from '../small-file.ts'
import { containerOf, type RuntimeReader } from './state.ts'

const folders = ['/etc/kubernetes/manifests', '/var/lib/rancher/k3s/agent/pod-manifests', '/var/lib/rancher/rke2/agent/pod-manifests']

export const kubelet: RuntimeReader = function* (host) {
  for (const folder of folders) {
    // kubelet reads every file there but hidden ones.
    for (const file of namesIn(host, folder).filter(name => !name.startsWith('.'))) {
      const path = `${folder}/${file}`
      const content = host.files.read(path)
      if (isGap(content)) {
        if (content.why !== 'absent') yield content
        continue
      }
      const pod = parseStaticPod(content.bytes)
      if (pod === undefined) yield gap(path, 'malformed', 'is no pod manifest that could be read')
      else
        yield containerOf({
          runtime: 'kubelet',
          containerId: `static-pod:${path}`,
          name: pod.name,
          image: pod.images.join(' '),
          command: pod.command,
          privileged: pod.privileged,
          hostMounts: pod.hostPaths,
          restartPolicy: 'always',
          path,
        })
    }
  }
}
