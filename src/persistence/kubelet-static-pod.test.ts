import assert from 'node:assert/strict'
import { testKind } from '../../test/kinds.ts'
import { kubeletStaticPod } from './kubelet-static-pod.ts'

const pod = (name: string, command: string) =>
  `kind: Pod\nmetadata:\n  name: ${name}\nspec:\n  containers:\n  - image: alpine:3\n    command:\n    - ${command}\n`

testKind(kubeletStaticPod, {
  tree: {
    '/etc/kubernetes/manifests/cache.yaml': pod('cache', '/tmp/x'),
    '/etc/kubernetes/manifests/.off.yaml': pod('off', '/tmp/y'),
    '/etc/kubernetes/manifests/README': 'text\n',
    '/var/lib/kubelet/config.yaml': 'kind: KubeletConfiguration\nstaticPodPath: /srv/pods/\n',
    '/var/lib/rancher/k3s/server/manifests/d.yaml': 'apiVersion: apps/v1\nkind: DaemonSet\n',
    '/srv/pods/p.json': JSON.stringify({ kind: 'Pod', metadata: { name: 'p' }, spec: { containers: [{ image: 'b', args: ['z'] }] } }),
  },
  lists: [
    '/etc/kubernetes/manifests/cache.yaml:1 /tmp/x',
    '/etc/kubernetes/manifests/.off.yaml:1 /tmp/y',
    '/var/lib/rancher/k3s/server/manifests/d.yaml:1 ',
    '/srv/pods/p.json:1 z',
  ],
  also: entries =>
    assert.deepEqual(
      entries.map(e => [e.name, e.disabled === true]),
      [
        ['cache (alpine:3)', false],
        ['off (alpine:3)', true],
        ['DaemonSet', false],
        ['p (b)', false],
      ],
    ),
})
