import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { draftsOf } from '../../../test/logs.ts'
import { kubernetesAudit } from './kubernetes-audit.ts'

interface Given {
  readonly verb: string
  readonly resource: string
  readonly sub?: string
  readonly user?: string
  readonly code?: number
  readonly uri?: string
  readonly object?: object
  readonly stage?: string
}
const event = ({
  verb,
  resource,
  sub,
  user = 'system:anonymous',
  code = 201,
  uri = '/api/v1/x',
  object,
  stage = 'ResponseComplete',
}: Given) =>
  JSON.stringify({
    kind: 'Event',
    apiVersion: 'audit.k8s.io/v1',
    level: 'RequestResponse',
    auditID: 'a',
    stage,
    requestURI: uri,
    verb,
    user: { username: user, groups: ['system:unauthenticated'] },
    sourceIPs: ['203.0.113.9'],
    userAgent: 'kubectl/v1.31.0',
    objectRef: { resource, namespace: 'default', name: 'x', apiVersion: 'v1', ...(sub === undefined ? {} : { subresource: sub }) },
    responseStatus: { metadata: {}, code },
    ...(object === undefined ? {} : { requestObject: object }),
    requestReceivedTimestamp: '2026-11-22T01:03:04.123456Z',
    stageTimestamp: '2026-11-22T01:03:04.130000Z',
  })
const told = (...given: Given[]) =>
  draftsOf(kubernetesAudit, '/var/log/kubernetes/audit.log', ...given.map(event)).map(d =>
    [d.verb, d.outcome, d.user, d.address, d.method, d.target, d.command, d.attack].filter(x => x !== undefined).join(' '),
  )

const hostPod = {
  spec: {
    template: {
      spec: { volumes: [{ name: 'r', hostPath: { path: '/' } }], containers: [{ image: 'alpine', command: ['sh', '-c', 'chroot /r'] }] },
    },
  },
}

test('exec, pods that reach the host, rights, secrets, nobody in particular', () => {
  assert.deepEqual(
    told(
      {
        verb: 'create',
        resource: 'pods',
        sub: 'exec',
        user: 'bob',
        code: 101,
        uri: '/api/v1/namespaces/default/pods/x/exec?command=sh&command=-c&command=id%20-a',
        stage: 'ResponseStarted',
      },
      { verb: 'create', resource: 'daemonsets', object: hostPod },
      {
        verb: 'create',
        resource: 'pods',
        user: 'system:serviceaccount:default:default',
        object: { spec: { containers: [{ image: 'x', securityContext: { privileged: true } }] } },
      },
      { verb: 'create', resource: 'clusterrolebindings', user: 'bob' },
      { verb: 'list', resource: 'secrets', user: 'bob', code: 200 },
      { verb: 'list', resource: 'pods', code: 403 },
      { verb: 'list', resource: 'pods', code: 200 },
    ),
    [
      'container success bob 203.0.113.9 exec pods/exec default/x sh -c id -a',
      'container success system:anonymous 203.0.113.9 hostPath / daemonsets default/x alpine sh -c chroot /r kubernetes-host-pod',
      'container success system:serviceaccount:default:default 203.0.113.9 privileged pods default/x x kubernetes-host-pod',
      'account-changed success bob 203.0.113.9 clusterrolebindings default/x',
      'request success bob 203.0.113.9 secrets default/x',
      'login-failed failure system:anonymous 203.0.113.9 pods default/x',
      'request success system:anonymous 203.0.113.9 pods default/x kubernetes-anonymous',
    ],
  )
})

test('near misses: the machinery of the cluster, reading, an exec that is told once', () => {
  assert.deepEqual(
    told(
      { verb: 'create', resource: 'pods', user: 'system:serviceaccount:kube-system:replicaset-controller', object: hostPod },
      { verb: 'create', resource: 'pods', sub: 'binding', user: 'system:kube-scheduler' },
      { verb: 'get', resource: 'secrets', user: 'system:node:web1', code: 200 },
      { verb: 'get', resource: 'pods', user: 'bob', code: 200 },
      { verb: 'create', resource: 'pods', sub: 'exec', user: 'bob', code: 101 },
      { verb: 'patch', resource: 'nodes', sub: 'status', user: 'system:node:web1', code: 200 },
    ),
    [],
  )
  assert.ok(kubernetesAudit.recognise(`${event({ verb: 'get', resource: 'pods' })}\n`, 'x') > 0.9)
})

test('a request cannot bring a time along', () => {
  const object = {
    metadata: { annotations: { x: '"requestReceivedTimestamp":"2020-01-01T00:00:00.000000Z"' } },
    requestReceivedTimestamp: '2020-01-01T00:00:00.000000Z',
  }
  const line = event({ verb: 'create', resource: 'pods', object })
  const reader = kubernetesAudit.open({ path: '', user: '' })
  assert.equal([...reader.line(line)][0]?.time?.ms, Date.UTC(2026, 10, 22, 1, 3, 4, 123))
  assert.equal(reader.time(line)?.ms, Date.UTC(2026, 10, 22, 1, 3, 4, 123))
})

test('property: any JSON, no throw', () => {
  fc.assert(fc.property(fc.json(), text => void draftsOf(kubernetesAudit, '/x', text)))
  fc.assert(
    fc.property(fc.jsonValue(), fc.constantFrom('create', 'list'), fc.constantFrom('pods', 'secrets', 'jobs'), (object, verb, resource) => {
      draftsOf(kubernetesAudit, '/x', event({ verb, resource, object: { spec: object } }))
    }),
  )
})
