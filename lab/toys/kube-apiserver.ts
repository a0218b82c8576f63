// Plays a Kubernetes API server whose anonymous users may do everything, with an audit log; what a pod is to run runs in a scope as containerd makes it.
import { execFile } from 'node:child_process'
import { randomBytes, randomUUID } from 'node:crypto'
import { appendFileSync, mkdirSync } from 'node:fs'
import { createServer } from 'node:http'

process.title = process.env['TITLE'] ?? 'kube-apiserver --anonymous-auth=true --secure-port=6443'
const folder = '/var/log/kubernetes/audit'
mkdirSync(folder, { recursive: true })

createServer((request, response) => {
  let body = ''
  request.on('data', (part: Buffer) => {
    body += part.toString('latin1')
  })
  request.on('end', () => {
    const received = `${new Date().toISOString().slice(0, -1)}000Z`
    const asked = body === '' ? undefined : (JSON.parse(body) as Pod)
    const isPod = request.method === 'POST' && /^\/api\/v1\/namespaces\/[^/]+\/pods$/.test(request.url ?? '')
    const [, , , , namespace = '', resource = 'namespaces'] = request.url?.split('/') ?? []
    const objectRef = { resource, namespace, name: asked?.metadata.name, apiVersion: 'v1' }
    const event = {
      kind: 'Event',
      apiVersion: 'audit.k8s.io/v1',
      level: isPod ? 'Request' : 'Metadata',
      auditID: randomUUID(),
      stage: 'ResponseComplete',
      requestURI: request.url,
      verb: isPod ? 'create' : 'list',
      user: { username: 'system:anonymous', groups: ['system:unauthenticated'] },
      sourceIPs: [request.socket.remoteAddress?.replace('::ffff:', '')],
      userAgent: request.headers['user-agent'],
      // What is no resource, such as /version, has no reference to one.
      ...(request.url?.startsWith('/api/') === true ? { objectRef } : {}),
      responseStatus: { metadata: {}, code: isPod ? 201 : 200 },
      ...(isPod ? { requestObject: asked } : {}),
      requestReceivedTimestamp: received,
      stageTimestamp: received,
      annotations: {
        'authorization.k8s.io/decision': 'allow',
        'authorization.k8s.io/reason': 'RBAC: allowed by ClusterRoleBinding "anonymous-admin"',
      },
    }
    appendFileSync(`${folder}/audit.log`, `${JSON.stringify(event)}\n`)
    for (const { command, args = [] } of isPod ? (asked?.spec.containers ?? []) : []) {
      const scope = `--unit=cri-containerd-${randomBytes(32).toString('hex')}`
      execFile('systemd-run', ['--scope', '--quiet', '--slice=kubepods-besteffort.slice', scope, '--', ...command, ...args])
    }
    response.writeHead(isPod ? 201 : 200, { 'Content-Type': 'application/json' }).end(isPod ? body : '{"kind":"NamespaceList","items":[]}')
  })
}).listen(6443, '0.0.0.0')

interface Pod {
  readonly metadata: { readonly name: string }
  readonly spec: { readonly containers: readonly { readonly command: readonly string[]; readonly args?: readonly string[] }[] }
}
